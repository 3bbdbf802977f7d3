"""Route 53: records of a hosted zone."""

from compose2ecs.emit.api.call import Call, Source


def record(source: Source) -> list[Call]:
    """One record; CloudFormation's names are those of the API, except that an alias says whether health counts."""
    zone, records = source.take("HostedZoneId"), source.take("ResourceRecords")
    made = source.rest()
    if "AliasTarget" in made:
        made["AliasTarget"] = {"EvaluateTargetHealth": False, **made["AliasTarget"]}
    if records:
        made["ResourceRecords"] = [{"Value": value} for value in records]
    changes = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": made}]}
    return [Call("route53", "ChangeResourceRecordSets", {"HostedZoneId": zone, "ChangeBatch": changes})]
