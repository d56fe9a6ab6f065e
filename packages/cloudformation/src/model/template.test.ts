import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readTemplate } from './template.ts';

const JSON_FORM = JSON.stringify({
  Parameters: { Name: { Type: 'String' } },
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC' },
    Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, Zone: { Ref: 'AWS::Region' } } },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: { 'Fn::Sub': '${Name}-${!Vpc}' } } },
    Service: {
      Type: 'AWS::ECS::Service',
      DependsOn: ['Subnet'],
      Properties: {
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Text: { 'Fn::Sub': ['${Vpc.CidrBlock} ${Other}', { Other: { 'Fn::GetAtt': 'Topic.Arn' } }] },
        Self: { Ref: 'Service' },
      },
    },
    Topic: { Type: 'AWS::SNS::Topic', DependsOn: 'Nothing' },
  },
});

const YAML_FORM = `
Parameters: { Name: { Type: String } }
Resources:
  Vpc: { Type: 'AWS::EC2::VPC' }
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Vpc, Zone: !Ref 'AWS::Region', Cidr: !Select [0, !Cidr [!GetAtt Nothing.CidrBlock, 4]] }
  Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: !Sub '\${Name}-\${!Vpc}' } }
  Service:
    Type: AWS::ECS::Service
    DependsOn: [Subnet]
    Properties:
      Role: !If [Always, !GetAtt Role.Arn, !Ref AWS::NoValue]
      Text:
        Fn::Sub: ['\${Vpc.CidrBlock} \${Other}', { Other: !GetAtt Topic.Arn }]
  Topic: { Type: 'AWS::SNS::Topic', DependsOn: Nothing }
`;

const YAML_LISTS = YAML_FORM.replace('!GetAtt Role.Arn', '!GetAtt [Role, Arn]').replace(
  'Fn::Sub: [',
  'More: !Sub [',
);

test.each([
  ['JSON', JSON_FORM],
  ['YAML with short forms', YAML_FORM],
  ['YAML with lists in short forms', YAML_LISTS],
])('%s: what a resource names it begins after', async (_, body) => {
  expect((await readTemplate(body))?.resources).toEqual([
    { logicalId: 'Vpc', type: 'AWS::EC2::VPC', after: [] },
    { logicalId: 'Subnet', type: 'AWS::EC2::Subnet', after: ['Vpc'] },
    { logicalId: 'Role', type: 'AWS::IAM::Role', after: [] },
    {
      logicalId: 'Service',
      type: 'AWS::ECS::Service',
      after: expect.arrayContaining(['Subnet', 'Role', 'Vpc', 'Topic']),
    },
    { logicalId: 'Topic', type: 'AWS::SNS::Topic', after: [] },
  ]);
});

test.each([['{'], ['a: [b'], ['a: b'], [''], ['['.repeat(100_000)]])(
  'what is no template is none: %.10s',
  async (body) => {
    expect(await readTemplate(body)).toBeUndefined();
  },
);

test('whatever stands in it, it is a list of resources or none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), async (value) => {
      const read = (await readTemplate(JSON.stringify({ Resources: value })))?.resources;
      expect(Array.isArray(read ?? [])).toBe(true);
    }),
  );
});

// docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
describe('loops', () => {
  const template = (resources: string, more = '') => `
Transform: AWS::LanguageExtensions
Parameters:
  Names: { Type: CommaDelimitedList, Default: 'a,b, c' }
  Given: { Type: CommaDelimitedList }
  Stored: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: /shop/names }
  Text: { Type: String, Default: 'a,b' }
Mappings: { Zones: { eu: { Names: [x, y] } } }
${more}
Resources:
  Plain: { Type: 'AWS::SNS::Topic' }
${resources}`;
  const loop = (collection: string) => `
  Fn::ForEach::Topics:
    - Name
    - ${collection}
    - Topic\${Name}:
        Type: AWS::SNS::Topic
        DependsOn: Plain
        Properties: { TopicName: !Sub '\${Name}', Other: !Ref Name }`;

  test.each([
    ['of a list', loop('[Success, Failure, Timeout, Unknown]'), 5, true],
    ['of a hundred', loop(`[${Array.from({ length: 100 }, (_, n) => `N${n}`).join(', ')}]`), 101, true],
    ['of a parameter with a default', loop('!Ref Names'), 4, true],
    ['of a parameter without', loop('!Ref Given'), 2, false],
    ['of a mapping', loop('!FindInMap [Zones, eu, Names]'), 3, true],
    ['of a mapping that the region decides', loop("!FindInMap [Zones, !Ref 'AWS::Region', Names]"), 2, false],
    ['of a list with references', loop("[Success, !Ref 'AWS::Region']"), 2, false],
    ['of what is split', loop("!Split [',', !Ref Given]"), 2, false],
    ['of what Parameter Store holds', loop('!Ref Stored'), 2, false],
    ['of a text with a comma', loop('[!Ref Text]'), 2, true],
    ['of what a condition decides', loop('!If [Big, [a, b, c], [d]]'), 2, false],
    ['of what is selected', loop("!Select [0, [!Ref Given, 'a,b']]"), 2, false],
    ['of names that are joined', loop("[!Join ['-', [a, b]], c]"), 2, false],
    ['of what another stack exports', loop("!Split [',', !ImportValue names]"), 2, false],
    ['beside an include', `  Fn::Transform: { Name: AWS::Include }`, 1, false],
  ])('%s', async (_, resources, count, complete) => {
    const read = await readTemplate(template(resources));
    expect(read?.resources).toHaveLength(count);
    expect(read?.complete).toBe(complete);
  });

  test('in loops, with names of letters and digits only', async () => {
    const read = await readTemplate(
      template(`
  Fn::ForEach::Networks:
    - Vpc
    - ['10.0', '10.1']
    - Fn::ForEach::Subnets:
        - Zone
        - [a, b]
        - Subnet&{Vpc}\${Zone}: { Type: 'AWS::EC2::Subnet', DependsOn: 'Net&{Vpc}' }
      Net&{Vpc}: { Type: 'AWS::EC2::VPC' }`),
    );
    expect(read?.resources.map(({ logicalId }) => logicalId).sort()).toEqual(
      ['Net100', 'Net101', 'Plain', 'Subnet100a', 'Subnet100b', 'Subnet101a', 'Subnet101b'].sort(),
    );
    expect(read?.resources.find(({ logicalId }) => logicalId === 'Subnet101b')?.after).toEqual(['Net101']);
  });

  test.each([
    ['AWS::Serverless-2016-10-31', false],
    ['[AWS::LanguageExtensions, AWS::Serverless-2016-10-31]', false],
    ['MyMacro', false],
    ['[AWS::LanguageExtensions]', true],
  ])('the transform %s leaves it complete: %s', async (transform, complete) => {
    const read = await readTemplate(`Transform: ${transform}\nResources: { A: { Type: 'AWS::SNS::Topic' } }`);
    expect(read?.complete).toBe(complete);
  });

  test('are not all: an include by its short form may stand for every resource', async () => {
    const read = await readTemplate(
      'Resources: !Transform { Name: AWS::Include, Parameters: { Location: a } }',
    );
    expect(read).toEqual({ resources: [], complete: false });
  });

  // docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ModuleInfo.html
  test.each(['Acme::S3::Bucket::MODULE', 'AWS::CloudFormation::Stack'])(
    '%s stands for resources of its own',
    async (type) => {
      const read = await readTemplate(`Resources: { A: { Type: '${type}' } }`);
      expect(read).toMatchObject({ resources: [{ logicalId: 'A' }], complete: false });
    },
  );
});
