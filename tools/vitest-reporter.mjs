// Tells what was skipped and why, and leaves the counts for tools/test.mjs to add up.
import { writeFileSync } from 'node:fs';

export default class CountingReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0, reasons: {} };
    for (const module of modules) {
      const own = [...module.children.allTests()];
      // A file that fails to load has no test: it must not pass unseen.
      if (module.errors().length > 0) counts.failed += module.errors().length;
      for (const test of own) {
        const result = test.result();
        if (result.state === 'passed') counts.passed++;
        else if (result.state === 'failed') counts.failed++;
        else {
          counts.skipped++;
          const reason = result.note ?? skipReason(test) ?? 'no reason given';
          counts.reasons[reason] = (counts.reasons[reason] ?? 0) + 1;
        }
      }
    }
    if (process.env.VIGIE_TEST_COUNTS) writeFileSync(process.env.VIGIE_TEST_COUNTS, JSON.stringify(counts));
  }
}

/** Conditional tests name what they need in their suite or their own name, in parentheses: "… (needs corpora: sbom)". */
function skipReason(test) {
  const named = /\((needs [^)]+)\)/.exec(test.fullName);
  return named ? named[1] : `${test.module.relativeModuleId}: ${test.fullName}`;
}
