/** Contract suites and a scripted session for authors of extensions. */
export { hostChecks } from '../testing/check-host.js';
export { sessionChecks } from '../testing/check-session.js';
export { createFakeSession, type FakeSession, type FakeSessionOptions } from '../testing/fake-session.js';
export type { HostSubject, OpenHost } from '../testing/host-subject.js';
export type { Check, SessionSubject } from '../testing/session-subject.js';
