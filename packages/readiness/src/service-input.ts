import { list } from '@signalbox/runner/inputs';

/** Names as ECS has them: up to 255 letters, digits, underscores and hyphens. docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html */
export const ecsServices = list('ECS services as cluster/service', /^[\w-]{1,255}\/[\w-]{1,255}$/);
