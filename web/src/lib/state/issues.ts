import type { ConclusionView, IssueAnswer, MethodOutcome, Result } from '../api/types';

/** The method that speaks for an issue where one must: the weighted mean. */
export function headline(issue: IssueAnswer): MethodOutcome | undefined {
  return issue.methods.find((m) => m.method === 'weighted-mean') ?? issue.methods.find((m) => !m.baseline) ?? issue.methods[0];
}

export function dullMean(issue: IssueAnswer): MethodOutcome | undefined {
  return issue.methods.find((m) => m.baseline);
}

/** The issue that a conclusion's test is about: "base-access in 35..65", "iran.base-access < 40". */
export function issueOf(conclusion: ConclusionView | undefined, result: Result): IssueAnswer | undefined {
  if (!conclusion) return undefined;
  const test = conclusion.tests.bargaining ?? conclusion.tests.factions ?? '';
  const subject = test.trim().split(/\s+/)[0] ?? '';
  return result.issues.find((i) => subject === i.id || subject.endsWith(`.${i.id}`));
}
