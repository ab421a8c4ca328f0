import { ModelMountError, type ErrorCode } from '../../../../core/errors.js';

const MAX_LENGTH = 400;

interface Rule {
  readonly pattern: RegExp;
  readonly code: ErrorCode;
  /** What to do about it, after the runtime's words; or the whole message, made of the match. */
  readonly hint?: string;
  readonly message?: (match: RegExpExecArray) => string;
}

// The texts of onnxruntime-node and onnxruntime-web 1.30: its errors have no codes.
const LOAD_RULES: readonly Rule[] = [
  {
    pattern: /Opset (\d+) is under development[^]*support for domain (\S+) is till opset (\d+)/,
    code: 'UNSUPPORTED_MODEL',
    message: ([, opset, domain, newest]) =>
      `it uses operator set ${String(opset)} of ${String(domain)}, and the installed runtime knows them up to ${String(newest)}; update the runtime or export the model with an older opset`,
  },
  {
    pattern: /Unsupported model IR version: (\d+), max supported IR version: (\d+)/,
    code: 'UNSUPPORTED_MODEL',
    message: ([, version, newest]) =>
      `it has version ${String(version)} of the ONNX format, and the installed runtime knows those up to ${String(newest)}; update the runtime or export the model with an older onnx package`,
  },
  {
    pattern:
      /is not a registered function\/op|No Op registered for|Could not find an implementation for|No opset import for domain/,
    code: 'UNSUPPORTED_MODEL',
    hint: 'the installed runtime lacks an operator of this model; export it with standard operators or an older opset, or update the runtime',
  },
  {
    pattern: /no available backend found|execution provider|backend not found|onnxruntime_providers/i,
    code: 'RUNTIME_UNSUPPORTED',
    hint: 'check executionProviders and the platform',
  },
  {
    pattern: /protobuf parsing failed|No graph was found|data pointer is null/,
    code: 'INVALID_MODEL',
    hint: 'the file is damaged or not an ONNX model',
  },
];

/** The error for a model that the runtime refuses to load, from the text of the runtime's own. */
export function loadError(label: string, cause: unknown): ModelMountError {
  if (ModelMountError.is(cause)) return cause;
  const text = cleanRuntimeText(cause);
  const start = `model "${label}" cannot be loaded: `;
  for (const { pattern, code, hint, message } of LOAD_RULES) {
    const match = pattern.exec(text);
    if (match === null) continue;
    return new ModelMountError(code, start + (message?.(match) ?? `${clip(text)} (${hint ?? ''})`), { cause });
  }
  return new ModelMountError('INVALID_MODEL', `${start}the runtime says: ${clip(text)}`, { cause });
}

// What operators say of values and lengths that a signature cannot express: an index outside of its table, axes
// that must agree. It is the input that is at fault, not the model.
const INPUT_FAULT =
  /indices element out of data bounds|broadcast an axis|cannot broadcast|dimension mismatch|dimensions must match/i;

/**
 * The error for a run that failed inside the runtime: `INVALID_INPUT` where its words blame the input, else
 * `RUN_FAILED`.
 */
export function runError(label: string, cause: unknown): ModelMountError {
  if (ModelMountError.is(cause)) return cause;
  const text = clip(cleanRuntimeText(cause));
  if (INPUT_FAULT.test(text)) {
    const issues = [{ path: '', code: 'value' as const, message: `the model cannot compute with it: ${text}` }];
    return new ModelMountError('INVALID_INPUT', `model "${label}" refuses its input; the runtime says: ${text}`, {
      cause,
      issues,
    });
  }
  return new ModelMountError('RUN_FAILED', `model "${label}" failed while it ran; the runtime says: ${text}`, {
    cause,
  });
}

/**
 * The runtime's words without places in its source, C++ signatures and absolute paths; one line. The original
 * stays the error's cause.
 */
export function cleanRuntimeText(error: unknown): string {
  return (
    (error instanceof Error ? error.message : String(error))
      .slice(0, 10 * MAX_LENGTH)
      .replace(/^.{0,60}ERROR_CODE: \d+, ERROR_MESSAGE: /, '')
      .replace(/(?<![\w.])(?:[A-Za-z]:)?(?:[\\/][\w.@+-]{1,255}){1,64}[\\/]/g, '')
      .replace(/\S+\.(?:cc|cpp|h):\d+ (?:[\w:~<>,&*[\] ]*::[\w~<>:]+\([^()]*\)(?: const)? )?/g, '')
      .replace(/\[ONNXRuntimeError\] : \d+ : \w+ : /g, '')
      .replace(/\s+/g, ' ')
      .trim() || 'nothing'
  );
}

function clip(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
