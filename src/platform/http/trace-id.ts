import { randomUUID } from 'node:crypto';

const ACCEPTABLE = /^[\w.:-]{1,64}$/;
const TRACE_PARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-/;

/**
 * The caller's trace id (`X-Trace-Id`, or the trace of a W3C `traceparent`), else a new one of 32 hexadecimal digits.
 * @param header reads a request header; '' when it is absent
 */
export function traceIdOf(header: (name: string) => string): string {
  const given = header('x-trace-id');
  if (given && ACCEPTABLE.test(given)) return given;
  const parent = header('traceparent');
  return (parent && TRACE_PARENT.exec(parent)?.[1]) || randomUUID().replaceAll('-', '');
}
