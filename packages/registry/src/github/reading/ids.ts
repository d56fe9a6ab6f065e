import { parsePayload } from '../../model/payload.ts';

/** A deployment as REST shows it, with the id that orders and addresses it. */
export interface Identified {
  readonly id: number | bigint;
  readonly node_id: string;
  readonly payload: unknown;
  readonly created_at: string;
}

/** The REST ids of deployments that GraphQL shows. */
interface RowIds {
  learn(listed: Identified): void;
  of(row: {
    readonly nodeId: string;
    readonly payload: unknown;
    readonly createdAt: number;
  }): number | undefined;
}

/**
 * By node id; and where the two APIs do not write that in the same form
 * (docs: graphql/guides/migrating-graphql-global-node-ids), by the nonce, which is in both payloads. A creation that
 * was repeated has written the same nonce twice, so the time has to be the same, too.
 */
export function rowIds(): RowIds {
  const byNode = new Map<string, number>();
  const byNonce = new Map<string, number>();
  const keyOf = (payload: unknown, createdAt: number): string | undefined => {
    const nonce = parsePayload(payload)?.nonce;
    return nonce && `${createdAt} ${nonce}`;
  };
  return {
    learn: ({ id, node_id, payload, created_at }) => {
      byNode.set(node_id, Number(id));
      const key = keyOf(payload, Date.parse(created_at));
      if (key !== undefined) byNonce.set(key, Number(id));
    },
    of: ({ nodeId, payload, createdAt }) => {
      const known = byNode.get(nodeId);
      if (known !== undefined) return known;
      const found = byNonce.get(keyOf(payload, createdAt) ?? '');
      if (found !== undefined) byNode.set(nodeId, found);
      return found;
    },
  };
}
