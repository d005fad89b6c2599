import { html, raw } from 'hono/html';

/** The window of an identity verification. Its buttons work without script. */
export function certificationWindowPage(impUid: string, origin: string) {
  return html`<!doctype html>
<html lang="ko">
<head><meta charset="utf-8"><title>시험 본인인증 · Test identity verification</title></head>
<body>
<h1>시험 본인인증 <span lang="en">Test identity verification</span></h1>
<form method="post" action="certification/${impUid}">
<input type="hidden" name="origin" value="${origin}">
<button name="outcome" value="approve">인증 <span lang="en">Verify</span></button>
<button name="outcome" value="close">닫기 <span lang="en">Close</span></button>
</form>
</body>
</html>`;
}

/** Hands the result to the page around the frame. */
export function certificationResultPage(result: object, origin: string) {
  const forScript = (value: unknown) => raw(JSON.stringify(value).replaceAll('<', '\\u003c'));
  return html`<!doctype html>
<html lang="ko">
<head><meta charset="utf-8"><title>시험 본인인증 · Test identity verification</title></head>
<body>
<script>window.parent.postMessage(${forScript({ source: 'iamport', result })}, ${forScript(origin)});</script>
</body>
</html>`;
}
