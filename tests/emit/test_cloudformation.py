"""The template, byte by byte and as data."""

import json

import pytest

from compose2ecs.diagnostics.report import Report
from compose2ecs.emit.cloudformation import size_notes, template
from compose2ecs.graph.document import long_form, substitution
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.values import GetAtt, Join, Pseudo, Ref, Sensitive
from tests.emit.sample import sample

YAML = """\
AWSTemplateFormatVersion: '2010-09-09'
Description: The project shop
Parameters:
  DbPassword:
    Type: String
    NoEcho: true
Resources:
  Vpc:
    Type: AWS::EC2::VPC
    Properties:
      CidrBlock: '10.0.0.0/16'
  SubnetA:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      AvailabilityZone: !Select [0, !GetAZs '']
      CidrBlock: '10.0.0.0/20'
  Cluster:
    Type: AWS::ECS::Cluster
    Properties:
      ClusterName: shop
  Secret:
    Type: AWS::SecretsManager::Secret
    DeletionPolicy: RetainExceptOnCreate
    UpdateReplacePolicy: Retain
    Properties:
      Name: shop/db
      SecretString: !Ref DbPassword
  WebLogs:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      LogGroupName: /compose2ecs/shop/web
      RetentionInDays: 30
  # compose.yaml:3 services.web
  WebTaskDefinition:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: shop-web
      Cpu: '256'
      ContainerDefinitions:
        - Name: web
          Image: !Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/shop/web:1'
          Command:
            - sh
            - '-c'
            - |
              echo ${HOME}
              exit 0
          DockerLabels:
            Some.Key: 'On'
            'on': 'yes'
          Environment:
            - Name: A
              Value: '012'
          Secrets:
            - Name: PW
              ValueFrom: !Ref Secret
          LogConfiguration:
            LogDriver: awslogs
            Options:
              awslogs-group: !Ref WebLogs
              awslogs-region: !Ref AWS::Region
      Volumes:
        - Name: v
          EFSVolumeConfiguration:
            FilesystemId: fs-1
            AuthorizationConfig:
              IAM: ENABLED
      Tags:
        - Key: Team
          Value: shop
  # compose.yaml:3 services.web
  WebService:
    Type: AWS::ECS::Service
    DependsOn:
      - WebLogs
    Properties:
      ServiceName: web
      Cluster: !Ref Cluster
      TaskDefinition: !Ref WebTaskDefinition
      EnableECSManagedTags: true
      NetworkConfiguration:
        AwsvpcConfiguration:
          Subnets:
            - !Ref SubnetA
      ServiceRegistries:
        - RegistryArn: !GetAtt Discovery.Arn
Outputs:
  Url:
    Description: Where it answers
    Value: !Sub 'http://${Alb.DNSName}'
"""


def test_yaml() -> None:
    assert template(sample()) == YAML


def test_json_says_the_same() -> None:
    document = json.loads(template(sample(), "json"))
    assert list(document) == ["AWSTemplateFormatVersion", "Description", "Parameters", "Resources", "Outputs"]
    task = document["Resources"]["WebTaskDefinition"]["Properties"]["ContainerDefinitions"][0]
    assert task["Image"] == {"Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/shop/web:1"}
    assert document["Resources"]["SubnetA"]["Properties"]["AvailabilityZone"] == {"Fn::Select": [0, {"Fn::GetAZs": ""}]}
    assert document["Outputs"]["Url"]["Value"] == {"Fn::Sub": "http://${Alb.DNSName}"}


def test_a_literal_reference_in_a_joined_text_is_escaped() -> None:
    assert substitution(Join(("a ${X} ", Ref("R"), Join(("-", GetAtt("G", "Arn"), Pseudo("Region")))))) == (
        "a ${!X} ${R}-${G.Arn}${AWS::Region}"
    )


def test_a_secret_value_never_reaches_a_template() -> None:
    graph = Graph("p")
    graph.add(Resource("S", "AWS::SecretsManager::Secret", {"SecretString": Sensitive("pw")}))
    for form in ("yaml", "json"):
        with pytest.raises(TypeError, match="Sensitive never reaches a template"):
            template(graph, form)
    with pytest.raises(TypeError):
        long_form(Sensitive("pw"))


def test_limits_are_told() -> None:
    graph = Graph("p")
    for number in range(501):
        graph.add(Resource(f"R{number}", "AWS::EC2::VPC", {}))
    report = Report()
    size_notes(graph, "x" * 51_201, report)
    size_notes(Graph("q"), "x" * 1_048_577, report)
    size_notes(Graph("q"), "x" * 51_200, report)
    assert [found.code for found in report.diagnostics] == ["W290", "N292", "W291"]
