import type { FakeProvider } from '@hangil/adapter-testkit';
import { html } from 'hono/html';
import type { SimulatedWorld } from '../world.ts';
import { booksTables } from './books-table.ts';
import { both, type Html, page } from './layout.ts';
import { waitingSection } from './waiting-section.ts';

/** @param problem - what went wrong with the button that was pressed last */
export function frontPage(world: SimulatedWorld, problem: string | null): Html {
  return page(
    '한길 시뮬레이터 · Hangil simulator',
    html`<header>
<h1>${both('한길 시뮬레이터', 'Hangil simulator')}</h1>
<p>${both('결제사를 흉내 냅니다. 실제 돈은 움직이지 않습니다.', 'Stands in for payment providers. No money moves.')}</p>
<nav><a href="/">${both('새로 고침', 'Refresh')}</a> · <a href="/control">${both('제어 API', 'Control API')} <code>/control</code></a></nav>
</header>
<main>
${problem === null ? '' : html`<p role="alert">${problem}</p>`}
${waitingSection(world)}
${clockSection(world)}
${Object.entries(world.fakes).map(([id, fake]) => providerSection(world, id, fake))}
</main>`,
  );
}

function clockSection({ clock }: SimulatedWorld): Html {
  const now = clock.now();
  const offsetSeconds = Math.round(clock.offsetMs() / 1000);
  return html`<section aria-labelledby="clock">
<h2 id="clock">${both('시계', 'Clock')}</h2>
<p><time datetime="${now.toISOString()}">${now.toLocaleString('sv-SE', { timeZone: 'Asia/Seoul' })}</time>
${both('한국 시각', 'Korean time')} · ${both('실제 시각과의 차이', 'ahead of real time by')} ${offsetSeconds.toLocaleString('en')} s</p>
<form method="post" action="/act/clock">
${advanceButton(60, '1분 앞으로', '+1 minute')}${advanceButton(3_600, '1시간 앞으로', '+1 hour')}${advanceButton(86_400, '하루 앞으로', '+1 day')}
</form>
<form method="post" action="/act/clock/reset"><button>${both('실제 시각으로', 'Real time')}</button></form>
</section>`;
}

function advanceButton(seconds: number, ko: string, en: string): Html {
  return html`<button name="advance_seconds" value="${seconds}">${both(ko, en)}</button>`;
}

function providerSection(world: SimulatedWorld, id: string, fake: FakeProvider): Html {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${id}</h2>
<p><code>${world.url()}/${id}</code></p>
${booksTables(fake.books())}
</section>`;
}
