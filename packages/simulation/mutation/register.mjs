import { register } from 'node:module';

// Must come before the loader that compiles: what is replaced is source text.
const mutation = process.env.HANGIL_MUTATION;
if (mutation !== undefined) register('./hooks.mjs', import.meta.url, { data: JSON.parse(mutation) });
