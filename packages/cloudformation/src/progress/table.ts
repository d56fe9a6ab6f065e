import type { Action } from '../model/span.ts';

type Medians = Readonly<Record<'CREATE' | 'UPDATE' | 'DELETE', number>>;
const medians = (CREATE: number, UPDATE: number, DELETE: number): Medians => ({ CREATE, UPDATE, DELETE });

/** Seconds for a type that is not in the table: most resources are quick. */
export const TABLE_DEFAULT: Readonly<Record<Action, number>> = { CREATE: 8, UPDATE: 6, DELETE: 6, IMPORT: 6 };

/**
 * Median seconds to create, update and delete a resource, by type. Creations are medians of recorded
 * stack events where there were some (IAM, Lambda, VPC, NAT, ALB, RDS, SQS, ...), else of published
 * Terraform logs ("Creation complete after") or the service's documentation. They only start the
 * estimate: the stack's own history replaces them.
 */
export const TABLE: Readonly<Record<string, Medians>> = {
  'AWS::ApiGateway::Account': medians(10, 10, 2),
  'AWS::ApiGateway::Deployment': medians(2, 2, 2),
  'AWS::ApiGateway::Method': medians(2, 2, 2),
  'AWS::ApiGateway::Resource': medians(2, 2, 2),
  'AWS::ApiGateway::RestApi': medians(3, 3, 3),
  'AWS::ApiGateway::Stage': medians(3, 3, 2),
  'AWS::ApiGatewayV2::Api': medians(4, 4, 4),
  'AWS::AppSync::DataSource': medians(2, 2, 2),
  'AWS::AppSync::FunctionConfiguration': medians(2, 2, 2),
  'AWS::AppSync::GraphQLApi': medians(3, 3, 3),
  'AWS::AppSync::GraphQLSchema': medians(6, 6, 2),
  'AWS::AppSync::Resolver': medians(2, 2, 2),
  'AWS::AutoScaling::AutoScalingGroup': medians(60, 120, 120),
  'AWS::CertificateManager::Certificate': medians(120, 5, 5),
  'AWS::CloudFormation::Stack': medians(60, 8, 30),
  'AWS::CloudFormation::WaitCondition': medians(180, 5, 3),
  'AWS::CloudFront::Distribution': medians(220, 180, 240),
  'AWS::Cognito::UserPool': medians(5, 4, 4),
  'AWS::DynamoDB::GlobalTable': medians(30, 30, 20),
  'AWS::DynamoDB::Table': medians(20, 20, 15),
  'AWS::EC2::EIP': medians(17, 5, 6),
  'AWS::EC2::Instance': medians(25, 40, 60),
  'AWS::EC2::InternetGateway': medians(17, 5, 5),
  'AWS::EC2::NatGateway': medians(98, 5, 65),
  'AWS::EC2::Route': medians(3, 3, 3),
  'AWS::EC2::SecurityGroup': medians(8, 5, 5),
  'AWS::EC2::Subnet': medians(8, 5, 5),
  'AWS::EC2::TransitGateway': medians(150, 30, 60),
  'AWS::EC2::VPC': medians(14, 5, 5),
  'AWS::EC2::VPCEndpoint': medians(120, 30, 120),
  'AWS::EC2::VPCGatewayAttachment': medians(12, 5, 8),
  'AWS::ECS::Cluster': medians(10, 6, 6),
  'AWS::ECS::Service': medians(180, 180, 120),
  'AWS::ECS::TaskDefinition': medians(3, 3, 3),
  'AWS::EFS::MountTarget': medians(95, 10, 30),
  'AWS::EKS::Cluster': medians(560, 400, 150),
  'AWS::EKS::Nodegroup': medians(150, 200, 200),
  'AWS::ElastiCache::CacheCluster': medians(330, 300, 400),
  'AWS::ElastiCache::ReplicationGroup': medians(600, 400, 446),
  'AWS::ElasticBeanstalk::Environment': medians(240, 180, 200),
  'AWS::ElasticLoadBalancingV2::Listener': medians(3, 3, 3),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': medians(139, 15, 61),
  'AWS::ElasticLoadBalancingV2::TargetGroup': medians(10, 5, 5),
  'AWS::IAM::InstanceProfile': medians(130, 20, 5),
  'AWS::IAM::ManagedPolicy': medians(18, 17, 5),
  'AWS::IAM::Policy': medians(17, 17, 3),
  'AWS::IAM::Role': medians(18, 17, 5),
  'AWS::KinesisFirehose::DeliveryStream': medians(45, 30, 15),
  'AWS::Kinesis::Stream': medians(25, 30, 20),
  'AWS::KMS::Key': medians(125, 20, 5),
  'AWS::Lambda::EventSourceMapping': medians(25, 25, 30),
  'AWS::Lambda::Function': medians(8, 8, 5),
  'AWS::Lambda::LayerVersion': medians(8, 8, 3),
  'AWS::Lambda::Permission': medians(3, 3, 3),
  'AWS::Logs::LogGroup': medians(10, 5, 3),
  'AWS::MSK::Cluster': medians(1800, 1500, 300),
  'AWS::OpenSearchService::Domain': medians(1100, 1200, 600),
  'AWS::RDS::DBCluster': medians(60, 60, 90),
  'AWS::RDS::DBInstance': medians(339, 200, 250),
  'AWS::RDS::DBSubnetGroup': medians(5, 5, 3),
  'AWS::Redshift::Cluster': medians(240, 300, 120),
  'AWS::Route53::HostedZone': medians(45, 30, 40),
  'AWS::Route53::RecordSet': medians(38, 38, 38),
  'AWS::S3::Bucket': medians(15, 12, 5),
  'AWS::S3::BucketPolicy': medians(3, 3, 3),
  'AWS::SNS::Topic': medians(11, 5, 3),
  'AWS::SQS::Queue': medians(45, 10, 5),
  'AWS::SSM::Parameter': medians(3, 3, 2),
  'AWS::StepFunctions::StateMachine': medians(5, 5, 30),
  'Custom::*': medians(15, 15, 12),
};

/**
 * Minutes after which CloudFormation itself gives a resource up (`handlers.*.timeoutInMinutes` in the
 * resource type's schema; 120 where it says nothing), by the longest of create, update and delete.
 */
export const TIMEOUT_MINUTES: Readonly<Record<string, number>> = {
  'AWS::AutoScaling::AutoScalingGroup': 660,
  'AWS::DynamoDB::Table': 720,
  'AWS::EC2::VPCEndpoint': 210,
  'AWS::ECS::Service': 180,
  'AWS::EKS::Cluster': 180,
  'AWS::ElasticBeanstalk::Environment': 300,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 30,
  'AWS::MSK::Cluster': 720,
  'AWS::MWAA::Environment': 480,
  'AWS::RDS::DBCluster': 2160,
  'AWS::RDS::DBInstance': 2160,
  'AWS::Redshift::Cluster': 2160,
  'Custom::*': 60,
};

export const TIMEOUT_MINUTES_DEFAULT = 120;
