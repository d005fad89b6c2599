export type {
  FakeBooks,
  FakeCall,
  FakeDistortion,
  FakeOptions,
  FakeOutcome,
  FakePayment,
  FakePayout,
  FakeProvider,
} from './fake-provider.ts';
export { createFaultPlan, type Fault, type FaultPlan } from './fault-plan.ts';
export { createNoticeBoard, type Notice, type NoticeBoard, type SentNotice } from './notice-board.ts';
export { personalDataIn, withoutPersonalData } from './personal-data.ts';
export { type ServedApp, serveApp } from './serve-fake.ts';
