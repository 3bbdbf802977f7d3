"""Functions in the long form become values, and values become functions again."""

from typing import Any

import pytest

from compose2ecs.graph.document import long_form
from compose2ecs.graph.intrinsics import parsed
from compose2ecs.graph.values import GetAtt, Import, Join, Parameter, Pseudo, Ref, Zone


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"Ref": "Vpc"}, Ref("Vpc")),
        ({"Ref": "AWS::Region"}, Pseudo("Region")),
        ({"Ref": "Password"}, Parameter("Password")),
        ({"Fn::GetAtt": ["Db", "Endpoint.Address"]}, GetAtt("Db", "Endpoint.Address")),
        ({"Fn::GetAtt": "Db.Endpoint.Address"}, GetAtt("Db", "Endpoint.Address")),
        ({"Fn::ImportValue": "x"}, Import("x")),
        ({"Fn::Sub": "plain ${!kept}"}, "plain ${kept}"),
        ({"Fn::Sub": "${Vpc}"}, Ref("Vpc")),
        (
            {"Fn::Sub": "a${Vpc}b${Db.Port}${AWS::AccountId}"},
            Join(("a", Ref("Vpc"), "b", GetAtt("Db", "Port"), Pseudo("AccountId"))),
        ),
        ({"Fn::Sub": ["${a}-${Vpc}", {"a": {"Ref": "B"}}]}, Join((Ref("B"), "-", Ref("Vpc")))),
        ({"Fn::Sub": "open ${Vpc"}, "open ${Vpc"),
        ({"Fn::Join": ["-", ["a", {"Ref": "B"}, 3]]}, Join(("a-", Ref("B"), "-3"))),
        ({"Fn::Join": ["", []]}, ""),
        ({"Fn::Select": [1, {"Fn::GetAZs": ""}]}, Zone(1)),
        ({"Fn::Select": ["0", {"Fn::GetAZs": {"Ref": "AWS::Region"}}]}, Zone(0)),
        ({"Fn::Select": [1, ["a", {"Ref": "B"}]]}, Ref("B")),
        ({"Fn::If": ["C", {"Ref": "A"}, {"Ref": "AWS::NoValue"}]}, {"Fn::If": ["C", Ref("A"), Pseudo("NoValue")]}),
        ({"Fn::Join": [",", {"Fn::Split": [";", "a"]}]}, {"Fn::Join": [",", {"Fn::Split": [";", "a"]}]}),
        ({"Fn::Base64": {"Fn::Sub": "x ${A}"}}, {"Fn::Base64": Join(("x ", Ref("A")))}),
        ([{"Ref": "A"}, {"k": [{"Ref": "B"}], "l": 1}], [Ref("A"), {"k": [Ref("B")], "l": 1}]),
        ({"Ref": ["odd"]}, {"Ref": ["odd"]}),
        ({"Ref": "A", "more": 1}, {"Ref": "A", "more": 1}),
    ],
)
def test_parsed(written: Any, expected: Any) -> None:
    assert parsed(written, {"Password"}) == expected


@pytest.mark.parametrize(
    "value",
    [
        Ref("A"),
        GetAtt("A", "B.C"),
        Pseudo("Partition"),
        Zone(2),
        Import("x"),
        Join(("a${b}", Ref("A"), "-", Pseudo("Region"), GetAtt("C", "D"))),
        Join((Import("x"), ":", Ref("A"))),
        {"k": [Ref("A"), {"l": Join(("a", Ref("B")))}], "Fn::Base64": "x"},
    ],
)
def test_there_and_back(value: Any) -> None:
    assert parsed(long_form(value)) == value
