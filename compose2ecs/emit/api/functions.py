"""Lambda: functions with inline code."""

from typing import Any

from compose2ecs.emit.api.call import Call, Source, filled

_LONGEST_NAME = 64
#: Date of the file in the archive: the first that ZIP knows, so that the same code gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def function(source: Source) -> list[Call]:
    """A function; inline code becomes an archive, in base64."""
    name, tags, code = source.names("FunctionName", _LONGEST_NAME), source.tag_map(), dict(source.take("Code", {}))
    if "ZipFile" in code:
        code["ZipFile"] = _archive(str(code["ZipFile"]), str(source.rest().get("Runtime", "")))
    return [Call("lambda", "CreateFunction", filled(FunctionName=name, Code=code, **source.rest(), Tags=tags))]


def _archive(code: str, runtime: str) -> str:
    import base64
    import io
    import zipfile

    file = io.BytesIO()
    entry: Any = zipfile.ZipInfo("index.js" if runtime.startswith("node") else "index.py", _EPOCH)
    entry.external_attr = 0o644 << 16
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(entry, code)
    return base64.b64encode(file.getvalue()).decode()
