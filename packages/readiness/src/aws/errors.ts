// What AWS refuses or fails to answer, as errors that say what is needed.
import { readError } from '@signalbox/cloudformation/errors';
import { ReadError } from '@signalbox/cloudformation/reader';

/** AWS's own name of what went wrong. */
export function codeOf(error: unknown): string {
  const { name = '', code = name } = (error instanceof ReadError ? error.cause : error) as Partial<{
    name: string;
    code: string;
  }>;
  return code;
}

/** Sends one request to ECS. @throws ReadError that names the action, and the permission where that is missing */
export async function call<T>(action: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw readError(error, action, `ecs:${action}`);
  }
}

/** Why the deployments that ECS keeps cannot be read; undefined for a failure that passes. */
export function hiddenBy(error: unknown): string | undefined {
  const code = codeOf(error);
  if (/AccessDenied|UnauthorizedOperation/.test(code)) {
    return 'the credentials need ecs:ListServiceDeployments and ecs:DescribeServiceDeployments';
  }
  const isRefused =
    /UnsupportedFeature|InvalidParameter|UnknownOperation|NotFound|ClientException$|NotImplemented/;
  return isRefused.test(code) ? `ECS does not list the deployments of this service (${code})` : undefined;
}
