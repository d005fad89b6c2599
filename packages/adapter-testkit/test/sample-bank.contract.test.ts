import { describeAdapter } from '../src/conformance/conformance.ts';
import { sampleBank } from './sample-bank/adapter.ts';
import { sampleBankSubject } from './sample-bank/subject.ts';

describeAdapter(sampleBankSubject(sampleBank));
