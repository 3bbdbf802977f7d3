"""Devices and GPUs: things of a machine that Fargate does not have."""

from typing import Any

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.source.node import Node
from compose2ecs.translate.attribute import ADAPTED, DROPPED, MAPPED, REFUSED, Action, Site, part_of, refused

_HINT = "run the service on machines that have it: `x-ecs.launch_type: ec2` or `managed_instances`"
_GPU = "Fargate has no GPUs"
_DEVICE = "Fargate has no devices to pass on"
_REQUIREMENT = "container.ResourceRequirements"
_DEVICES = "container.LinuxParameters.Devices"


def on_machines(name: str) -> Action:
    """A function of ``gpu``, which is imported when the first machine is met."""

    def act(node: Node, site: Site) -> Any:
        from compose2ecs.translate.services import gpu

        return getattr(gpu, name)(node, site)

    return act


def _gpu(path: str, *, to: str = "", state: str = MAPPED, machines: Action | None = None) -> None:
    refused(path, _GPU, code=codes.NOT_ON_FARGATE, hint=_HINT, to=to, ec2=state, managed=state, machines=machines)


for _path, _options in (
    ("services.*.gpus", ADAPTED),
    ("services.*.deploy.resources.reservations.devices", DROPPED),
):
    _gpu(_path, to=_REQUIREMENT, machines=on_machines("requests"))
    _gpu(f"{_path}[].capabilities", to=f"{_REQUIREMENT}[].Type")
    _gpu(f"{_path}[].count", to=f"{_REQUIREMENT}[].Value")
    _gpu(f"{_path}[].device_ids", state=ADAPTED)
    _gpu(f"{_path}[].driver", state=ADAPTED)
    _gpu(f"{_path}[].options", state=_options)
    _gpu(f"{_path}[].options.*", state=_options)

_GENERIC = "services.*.deploy.resources.reservations.generic_resources"
_gpu(_GENERIC, to=_REQUIREMENT, machines=on_machines("generic"))
_gpu(f"{_GENERIC}[].discrete_resource_spec", to=_REQUIREMENT)
_gpu(f"{_GENERIC}[].discrete_resource_spec.kind", to=f"{_REQUIREMENT}[].Type")
_gpu(f"{_GENERIC}[].discrete_resource_spec.value", to=f"{_REQUIREMENT}[].Value")

for _path, _to in (
    ("services.*.devices", _DEVICES),
    ("services.*.devices[].source", f"{_DEVICES}[].HostPath"),
    ("services.*.devices[].target", f"{_DEVICES}[].ContainerPath"),
    ("services.*.devices[].permissions", f"{_DEVICES}[].Permissions"),
):
    refused(
        _path,
        _DEVICE,
        code=codes.NOT_ON_FARGATE,
        hint=_HINT,
        to=_to,
        whole=_path.endswith("devices"),
        ec2=MAPPED,
        managed=ADAPTED,
        machines=on_machines("devices") if _path.endswith("devices") else None,
    )

_SPECS = "container.CredentialSpecs"
_S3 = "an account of Active Directory; on Fargate the file must be in S3 (`x-ecs.credential_spec`)"
_KEPT = "EC2: kept as a parameter of Systems Manager; Fargate reads it from S3 only"
part_of("services.*.credential_spec", _SPECS, _S3, fargate=ADAPTED, managed=DROPPED)
part_of("services.*.credential_spec.config", _SPECS, _KEPT, fargate=REFUSED, ec2=ADAPTED, managed=DROPPED)
part_of("services.*.credential_spec.file", _SPECS, _KEPT, fargate=REFUSED, ec2=ADAPTED, managed=DROPPED)
refused("services.*.credential_spec.registry", "the registry of a Windows host cannot be reached")
