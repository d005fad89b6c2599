#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { personalDataIn, withoutPersonalData } from './personal-data.ts';

/** `hangil-scrub < raw.json > test/fixtures/charge.json`: what was replaced is told beside it. */
const raw = readFileSync(0, 'utf8');
process.stdout.write(withoutPersonalData(raw));
for (const found of personalDataIn(raw)) console.error(`replaced: ${found}`);
console.error('Now read it yourself: names of people, addresses and account numbers have no form of their own.');
