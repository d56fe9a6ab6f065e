// What AWS refuses or fails to answer, as errors that say what is needed.
import { lacksPermission, troubleOf } from '@signalbox/cloudformation/errors';
import { ReadError } from '@signalbox/cloudformation/reader';
import { errorLine } from '@signalbox/runner/errors';

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
    throw readError(action, error);
  }
}

function readError(action: string, error: unknown): ReadError {
  const { name = '' } = error as Partial<Error>;
  const trouble = troubleOf(error);
  if (name === 'CredentialsProviderError') {
    return new ReadError('denied', 'there are no AWS credentials: configure them before this step', error);
  }
  const needed = lacksPermission(error) ? ` (the credentials need ecs:${action})` : '';
  return new ReadError(trouble, `${action}: ${name && `${name}: `}${errorLine(error)}${needed}`, error);
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
