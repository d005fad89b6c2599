/** Opens the store of argv[2], says so, and keeps it until it is killed. */
import { openSqliteStore } from '@hangil/store-sqlite';

openSqliteStore({ path: process.argv[2] ?? '' });
process.stdout.write('open\n');
setInterval(() => {}, 1_000);
