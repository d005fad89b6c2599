/** The template offers everything, so it is an adapter itself, and the suite is registered where its test is loaded. */
import '../template/test/template-pg.contract.test.ts';
