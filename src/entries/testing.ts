/** Contract suites and a scripted session for authors of extensions. */
export { sessionChecks } from '../testing/check-session.js';
export { createFakeSession, type FakeSession, type FakeSessionOptions } from '../testing/fake-session.js';
export type { Check, SessionSubject } from '../testing/session-subject.js';
