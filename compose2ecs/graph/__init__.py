"""What will exist on AWS, in CloudFormation spelling; knows neither Compose nor boto3."""
