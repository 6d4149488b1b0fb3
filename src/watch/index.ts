export { type FeedHealth, feedHealth } from './assess-staleness.ts';
export { type Severity, severityRank, type VulnerabilityFacts } from './model/vulnerability.ts';
export { loadVulnerabilities } from './store/facts.ts';
export { findMatchables, streamMatchables } from './store/matchables.ts';
