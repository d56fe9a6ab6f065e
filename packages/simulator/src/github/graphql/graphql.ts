import {
  buildSchema,
  type DocumentNode,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { postStatus } from '../rest/deployment-statuses.ts';
import { deleteDeployment } from '../rest/deployments.ts';
import { Refusal, timestamp } from '../state/answer.ts';
import { STATUS_STATES, type StatusState } from '../state/state.ts';
import { PRIMARY } from '../state/visibility.ts';
import { queryCost } from './graphql-cost.ts';
import {
  findNode,
  type GraphqlCall,
  graphqlRefusal,
  locate,
  repositoryNode,
  requireAccess,
  statusNode,
} from './graphql-nodes.ts';
import { simulatedSchema } from './schema.ts';

export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

interface GraphqlResult {
  readonly cost: number;
  readonly body: { readonly data?: unknown; readonly errors?: readonly unknown[] };
}

let schema: GraphQLSchema | undefined;

/** Read on first use. */
function knownSchema(): GraphQLSchema {
  schema ??= buildSchema(simulatedSchema(), { assumeValid: true });
  return schema;
}

interface Checked {
  readonly schema: GraphQLSchema;
  /** Absent when it is no query. */
  readonly document?: DocumentNode;
  readonly faults: readonly GraphQLError[];
}

/** Reading and checking a query takes longer than answering it, and clients send a few again and again. */
const checked = new Map<string, Checked>();
const MOST_CHECKED = 1000;

function check(query: string): Checked {
  const known = checked.get(query);
  if (known) return known;
  const document = readQuery(query);
  const github = knownSchema();
  const result =
    document instanceof GraphQLError
      ? { schema: github, faults: [document] }
      : { schema: github, document, faults: validate(github, document) };
  if (checked.size >= MOST_CHECKED) checked.clear();
  checked.set(query, result);
  return result;
}

function readQuery(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** Executes a query on the part of the schema that is simulated. Errors are in the body, as GitHub has it. */
export async function executeGraphql(call: GraphqlCall, request: GraphqlRequest): Promise<GraphqlResult> {
  const query = check(request.query);
  if (query.document === undefined || query.faults.length > 0)
    return { cost: 1, body: { errors: query.faults.map(errorBody) } };
  const { document } = query;
  const cost = queryCost(document, request.variables ?? {});
  const result = await execute({
    schema: query.schema,
    document,
    rootValue: root(call, cost),
    variableValues: request.variables,
    operationName: request.operationName,
    fieldResolver: simulatedField,
  });
  const bug = result.errors?.find(
    ({ originalError }) => originalError && !(originalError instanceof Refusal),
  );
  if (bug && !(bug.originalError instanceof GraphQLError)) throw bug.originalError;
  const errors = result.errors?.map(errorBody);
  return { cost, body: { ...(errors ? { errors } : {}), data: result.data } };
}

/** A field the simulator does not know must not look like a field without a value. */
const simulatedField: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  const fields = source as Record<string, unknown>;
  if (!(info.fieldName in fields)) {
    throw new Error(`not simulated: GraphQL field ${info.parentType.name}.${info.fieldName}`);
  }
  const value = fields[info.fieldName];
  return typeof value === 'function' ? value(args, context, info) : value;
};

function errorBody(error: GraphQLError): object {
  const type = error.originalError instanceof Refusal ? error.originalError.details['type'] : undefined;
  return { ...(type === undefined ? {} : { type }), ...error.toJSON() };
}

function root(call: GraphqlCall, cost: number) {
  return {
    repository: ({ owner, name }: { owner: string; name: string }) =>
      repositoryNode(call, `${owner}/${name}`),
    // Answers installation tokens, too, with `NAME[bot]` (fullsend-ai/fullsend#1953).
    viewer: { login: call.token.login },
    rateLimit: () => ({
      cost,
      limit: call.budget.limit,
      nodeCount: 0,
      remaining: Math.max(0, call.budget.limit - call.budget.used - cost),
      resetAt: timestamp(call.budget.resetAt),
      used: call.budget.used + cost,
    }),
    node: ({ id }: { id: string }) => findNode(call, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => findNode(call, id)),
    createDeploymentStatus: ({ input }: { input: StatusInput }) => createStatus(call, input),
    deleteDeployment: ({ input }: { input: { id: string; clientMutationId?: string } }) => {
      const { repository, row } = findForWrite(call, input.id);
      deleteDeployment(call.state, repository, row.deployment);
      return { clientMutationId: input.clientMutationId ?? null };
    },
  };
}

function findForWrite(call: GraphqlCall, id: string) {
  const found = locate({ ...call, snapshot: PRIMARY }, id);
  requireAccess(call, found.repository, 'write');
  return found;
}

interface StatusInput {
  readonly deploymentId: string;
  readonly state: string;
  readonly description: string;
  readonly environment?: string;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly autoInactive: boolean;
  readonly clientMutationId?: string;
}

async function createStatus(call: GraphqlCall, input: StatusInput): Promise<object> {
  const { repository, row } = findForWrite(call, input.deploymentId);
  const state = STATUS_STATES.find((known): known is StatusState => known === input.state.toLowerCase());
  if (!state) throw graphqlRefusal('UNPROCESSABLE', `State ${input.state} cannot be set`);
  const status = await postStatus({ ...call, repository }, row.deployment, {
    state,
    description: input.description,
    environment: input.environment,
    logUrl: input.logUrl,
    environmentUrl: input.environmentUrl,
    autoInactive: input.autoInactive,
  });
  return {
    clientMutationId: input.clientMutationId ?? null,
    deploymentStatus: statusNode(call, repository, row, status),
  };
}
