"""Labels as tags."""

from pathlib import Path

from tests.translate.assemble.converted import service


def test_labels_become_tags(tmp_path: Path) -> None:
    done = service(tmp_path, "deploy:\n  labels: {b: '2', a: x, 'odd*key': 'v#1', 'odd-key': y, 'aws:x': z, empty: ''}")
    assert done.properties("AppService")["Tags"] == [
        {"Key": "a", "Value": "x"},
        {"Key": "b", "Value": "2"},
        {"Key": "empty", "Value": ""},
        {"Key": "odd-key", "Value": "v-1"},
    ]
    at = "services.app.deploy.labels"
    assert sorted(done.lines("W227")) == [
        f"W227 {at}.aws:x: label `aws:x` is dropped: a tag cannot be called so",
        f"W227 {at}.odd*key: label `odd*key: v#1` becomes the tag `odd-key` = `v-1`",
        f"W227 {at}.odd-key: label `odd-key` is dropped: it would be the tag `odd-key` again",
    ]


def test_limits(tmp_path: Path) -> None:
    labels = ", ".join(f"k{number:02}: v" for number in range(49))
    done = service(tmp_path, f"deploy:\n  labels: {{{labels}}}")
    tags = done.properties("AppService")["Tags"]
    assert len(tags) == 47
    assert done.lines("W227") == [
        f"W227 services.app.deploy.labels.k{number}: label `k{number}` is dropped: a resource has 50 tags at most"
        for number in (47, 48)
    ]
    long = service(tmp_path, f"deploy:\n  labels: {{{'k' * 129}: {'v' * 257}}}")
    assert long.properties("AppService")["Tags"] == [{"Key": "k" * 128, "Value": "v" * 256}]
