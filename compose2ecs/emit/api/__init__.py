"""The graph as direct requests to AWS: what CloudFormation would do, call by call. One module per AWS service."""
