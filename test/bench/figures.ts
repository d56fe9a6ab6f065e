/** What each benchmark's figures are; the names are those of the files here. */
export const FIGURES: Readonly<Record<string, string>> = {
  bake: 'verdicts of scripted bakes, seconds from a breach to the end of the bake, requests to CloudWatch a minute',
  'cold-start': 'milliseconds from the start of each bundle to its first word, beside Node doing nothing',
  coordinate:
    'overlaps, requests and seconds of hand-over of the queue, beside models of five peers; on a virtual clock',
  deploy:
    'ends, requests, messages and seconds to the release of 40 scripted deployments, beside the deploy.yml of before',
  estimate:
    'pinball loss, coverage and error of forecasts on recorded deployments, beside the usual estimators; bundle size',
  load: "requests and points of an hour of deployments, of one repository and of a fleet, beside GitHub's limits",
  monitor:
    'API calls, seconds until an end is seen, progress, causes and stalls found, beside the algorithms of peers',
  notify: 'messages lost and told twice under cut connections, refusals and kills; retries; size on disk',
  report:
    'size, time and GraphQL points of the report page, its figures from the CSV once more, change points',
  protocol:
    'states explored of every order in which contenders can act, and the overlaps among them (none is allowed)',
  telemetry:
    'kB and milliseconds that telemetry adds to a step; exactness of totals over 1,000 histories (packages/registry)',
};
