import { expect, test } from '@jest/globals';
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

test.each([
  ['JSON', JSON_FORM],
  ['YAML with short forms', YAML_FORM],
])('%s: what a resource names it begins after', async (_, body) => {
  expect(await readTemplate(body)).toEqual([
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
      const read = await readTemplate(JSON.stringify({ Resources: value }));
      expect(Array.isArray(read ?? [])).toBe(true);
    }),
  );
});
