import { ensureInstalled } from './ensure-installed.mjs';

ensureInstalled();
stopWithNpm();

// In this process, so that a signal to it stops the gateway in order.
await import('../apps/gateway/dist/main.js');

/** npm passes a signal on to its shell, and the shell to nobody: when the shell is gone, the gateway stops too. */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}
