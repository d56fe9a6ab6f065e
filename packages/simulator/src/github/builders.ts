// What fills a simulated GitHub, in one place for tests.
export { joinConcurrencyGroup, leaveConcurrencyGroup } from './build/concurrency.ts';
export { addDeployment, addStatus, type NewDeployment, type NewStatus } from './build/deployment.ts';
export {
  addCommit,
  addCommits,
  addIssue,
  addRepository,
  addToken,
  emptyState,
  type NewIssue,
  renameRepository,
} from './build/repository.ts';
export { addAttempt, addJob, addRun, addWorkflow, finishJob, finishRun } from './build/run.ts';
