import { fromRunner, matching, required, secret, text } from '../inputs/inputs.ts';
import { CORRELATION_ID } from './correlation.ts';

/** The inputs every action has, under the names of the contract. */
export const environmentName = matching(
  /^[^\p{Cc}]{1,255}$/u,
  'a deployment environment, such as production (at most 255 characters)',
);

export const environment = required(environmentName);

export const githubToken = required(
  secret(fromRunner(text('a GitHub token with deployments: write and actions: read'), 'github.token')),
);

export const repository = required(
  fromRunner(
    matching(
      /^[\w-]{1,100}\/(?!\.{1,2}$)[\w.-]{1,100}$/,
      'OWNER/NAME of the repository that keeps the registry',
    ),
    'github.repository',
  ),
);

export const correlationIdInput = matching(
  CORRELATION_ID,
  'an id of at most 80 letters, digits, dots, dashes and underscores',
);
