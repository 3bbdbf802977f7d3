"""Runs a job of the stack: starts its task, waits for the end, tells CloudFormation. A failed job fails the stack."""

import json
import time
import urllib.request

import boto3

ecs = boto3.client("ecs")


def handler(event, context):
    """Answer one request of CloudFormation; deleting a job does nothing."""
    reason = ""
    if event["RequestType"] != "Delete":
        try:
            reason = run(event, context)
        except Exception as problem:
            reason = f"{type(problem).__name__}: {problem}"
    answer(event, reason)


def run(event, context):
    """Why the job failed, "" when it did not. Going back to an older revision runs nothing."""
    job = event["ResourceProperties"]
    before = event.get("OldResourceProperties", {}).get("TaskDefinition", "")
    if revision(job["TaskDefinition"]) < revision(before):
        return ""
    started = ecs.run_task(**request(job), clientToken=event["RequestId"])
    if not started["tasks"]:
        return f"the task cannot start: {started['failures']}"
    arn = started["tasks"][0]["taskArn"]
    while True:
        # a task that has just been started may not be known yet
        for task in ecs.describe_tasks(cluster=job["Cluster"], tasks=[arn])["tasks"]:
            if task["lastStatus"] == "STOPPED":
                return verdict(task, job)
        if context.get_remaining_time_in_millis() < 30000:
            return f"still running after 14 minutes: {arn}; let it be run by `up`: x-ecs.run: by_up"
        time.sleep(5)


def request(job):
    """The parameters of RunTask. CloudFormation hands numbers on as text."""
    parts = [
        {**part, **{key: int(part[key]) for key in ("weight", "base") if key in part}}
        for part in job["CapacityProviders"]
    ]
    version = {"platformVersion": job["PlatformVersion"]} if "PlatformVersion" in job else {}
    return {
        "cluster": job["Cluster"],
        "taskDefinition": job["TaskDefinition"],
        "networkConfiguration": {"awsvpcConfiguration": job["Network"]},
        "capacityProviderStrategy": parts,
        "propagateTags": "TASK_DEFINITION",
        "startedBy": "compose2ecs",
        **version,
    }


def revision(arn):
    """The number at the end of a task definition's ARN."""
    number = arn.rpartition(":")[2]
    return int(number) if number.isdigit() else 0


def verdict(task, job):
    """What a stopped task says: the job's own container must say 0; sidecars are stopped when it ends."""
    codes = {one["name"]: one.get("exitCode") for one in task["containers"]}
    if codes.get(job["Container"]) == 0:
        return ""
    bad = [f"{name} exited with {code}" for name, code in codes.items() if code]
    why = "; ".join(bad) or task.get("stoppedReason", "the task stopped")
    return f"{why}; {job['Logs']}{task['taskArn'].rpartition('/')[2]}"


def answer(event, reason):
    """Tell CloudFormation how it went; an answer has 4,096 bytes at most."""
    data = {key: event[key] for key in ("StackId", "RequestId", "LogicalResourceId")}
    data["Status"] = "FAILED" if reason else "SUCCESS"
    data["Reason"] = reason[:1024] or "done"
    data["PhysicalResourceId"] = event.get("PhysicalResourceId") or event["LogicalResourceId"]
    body = json.dumps(data).encode()
    request = urllib.request.Request(event["ResponseURL"], body, {"Content-Type": ""}, method="PUT")
    urllib.request.urlopen(request, timeout=30).close()
