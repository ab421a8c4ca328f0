import { isMainThread } from 'node:worker_threads';
import { ModelMountError } from '../../../../core/errors.js';

const VARIABLE = 'ORT_DISABLE_TELEMETRY';

/**
 * Sets `ORT_DISABLE_TELEMETRY=1` in the environment unless the variable is there already. Heeded by ONNX Runtime
 * up to the moment when it loads the process's first model; then it keeps what it found.
 *
 * Node writes an assignment to the process's real environment, which a native library sees, in the main thread
 * only. A worker thread has a copy that nobody else sees (except with `env: SHARE_ENV`).
 */
export function requestNoTelemetry(): void {
  process.env[VARIABLE] ??= '1';
}

/**
 * Makes sure that the native runtime sees the variable.
 *
 * @param version - The runtime's; telemetry outside Windows came with 1.29.
 * @throws {ModelMountError} `RUNTIME_UNSUPPORTED` in a worker thread of a process in whose real environment the
 *   variable is not set: nothing in a worker can set it, and to run nevertheless would break the promise.
 */
export function silenceTelemetry(version: string | undefined): void {
  requestNoTelemetry();
  if (isMainThread || !hasTelemetry(version) || readRealEnvironment()?.[VARIABLE] !== undefined) return;
  throw new ModelMountError(
    'RUNTIME_UNSUPPORTED',
    `onnxruntime-node would send telemetry, and a worker thread cannot switch that off; call onnx() in the main thread before the worker loads a model, or start the process with ${VARIABLE}=1, or allow it with onnx({ telemetry: true })`,
  );
}

// On Windows the runtime hands its events to the system's own tracing, which the variable has no say in.
function hasTelemetry(version: string | undefined): boolean {
  if (process.platform === 'win32') return false;
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  return version === undefined || major > 1 || (major === 1 && minor >= 29);
}

// process.env is a copy in a worker; the diagnostic report has the environment as native code sees it.
function readRealEnvironment(): Record<string, string> | undefined {
  const report = process.report as NodeJS.ProcessReport & { excludeNetwork?: boolean };
  const { excludeNetwork } = report;
  // Else it looks up the names of all open connections, which may take seconds.
  report.excludeNetwork = true;
  try {
    return (report.getReport() as { environmentVariables?: Record<string, string> }).environmentVariables;
  } finally {
    if (excludeNetwork !== undefined) report.excludeNetwork = excludeNetwork;
  }
}
