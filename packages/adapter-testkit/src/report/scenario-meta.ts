/** What a test of the suite tells reporters about itself. */
export interface ScenarioMeta {
  readonly adapter: string;
  readonly title: string;
  readonly group: string;
  readonly scenario: string;
}

declare module 'vitest' {
  interface TaskMeta {
    hangilScenario?: ScenarioMeta;
  }
}
