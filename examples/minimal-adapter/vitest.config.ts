import ConformanceReporter from '@hangil/adapter-testkit/report';
import { defineConfig } from 'vitest/config';

/** After the tests, `conformance/` tells what the suite found: as JSON, and as a badge with version and date. */
export default defineConfig({ test: { reporters: ['default', new ConformanceReporter()] } });
