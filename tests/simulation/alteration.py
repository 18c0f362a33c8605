"""The company's templates, and how people change them: each alteration is made or taken back.

A commit of the infrastructure is told by the names of the alterations in it, so that what it means
is known without reading it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from attrs import field, frozen

FILES = Path(__file__).parent / "files"
FOLDER = "cloudformation"

INDEX, EDGE, WEB, API, JOBS, SEARCH = (
    f"{FOLDER}/{name}"
    for name in ("index.yaml", "edge.yaml", "web.yaml", "api.json", "jobs.yaml", "search.yaml")
)

NOTHING = "no templates at all"

Commit = frozenset[str]
"""The names of the alterations in a commit of the infrastructure."""

WITHOUT_STORE = """
  Store:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Sub "company-store-${Environment}"
"""

SEARCH_STACK = """Resources:
  Search:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: !Sub "https://${TemplateBucket}.s3.${AWS::Region}.amazonaws.com/${Environment}/search.yaml"
      Parameters:
        Environment: !Ref Environment
        Listener: !GetAtt Edge.Outputs.Listener
        Version: !Ref SearchVersion

"""

SECOND_WEB = """Resources:
  Second:
    Type: AWS::ECS::Service
    Properties:
      Cluster: !Sub "company-${Environment}"
      DesiredCount: 1
      TaskDefinition: !Ref Tasks
      Tags:
        - { Key: environment, Value: !Ref Environment }
        - { Key: service, Value: web }

"""

ROLE = """Resources:
  Role:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [] } }

"""

TAKEN = """Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: /company/jobs }
  MoreLogs:
    Type: AWS::Logs::LogGroup
    DependsOn: Logs
    Properties: { LogGroupName: /company/jobs }

"""

MANY_OUTPUTS = "\nOutputs:\n" + "".join(f"  O{n}: {{ Value: x }}\n" for n in range(201))

HOST_CONDITION = """Field: host-header
          HostHeaderConfig:
            Values: [!Sub "web.${Environment}.example.org"]"""

INDEX_URL = """TemplateURL: !Sub "https://${TemplateBucket}.s3.${AWS::Region}.amazonaws.com/${Environment}/jobs.yaml\""""


def file_of(stack: str) -> str:
    """Return the file of a nested stack by its logical id, or of the root, which has none."""
    return {"": INDEX, "Api": API}.get(stack, f"{FOLDER}/{stack.lower()}.yaml")


@frozen(kw_only=True)
class Alteration:
    """Replacements in one file, each of a text that stands there once.

    `bad` is one with which the infrastructure cannot be put in place as it is; a person has to
    take it back, or to allow it.
    """

    file: str
    edits: tuple[tuple[str, str], ...]
    bad: bool = False
    files: Mapping[str, str] = field(factory=dict, eq=False)


def good(file: str, *edits: tuple[str, str]) -> Alteration:
    """Return an alteration that can be put in place."""
    return Alteration(file=file, edits=edits)


def bad(file: str, *edits: tuple[str, str]) -> Alteration:
    """Return an alteration that a person has to take back, or to allow."""
    return Alteration(file=file, edits=edits, bad=True)


ALTERATIONS: Mapping[str, Alteration] = {
    # What can be put in place.
    "more memory for web": good(WEB, ('Memory: "512"', 'Memory: "1024"')),
    "more memory for api": good(API, ('"Memory": "512"', '"Memory": "1024"')),
    "another health check of web": good(WEB, ("/health", "/up")),
    "another default of LogLevel": good(INDEX, ('Default: "warn"', 'Default: "debug"')),
    "a topic in the root": good(
        INDEX, ("Resources:\n", "Resources:\n  Topic: { Type: AWS::SNS::Topic }\n")
    ),
    "a comment": good(JOBS, ("Parameters:\n", "# At night.\nParameters:\n")),
    "a role": good(JOBS, ("Resources:\n", ROLE)),
    "another name and number of web's rule": good(
        WEB,
        ("  Rule:\n", "  WebRule:\n"),
        ("DependsOn: Rule", "DependsOn: WebRule"),
        ("Priority: 1000", "Priority: 995"),
    ),
    "another priority of web's rule": good(WEB, ("Priority: 1000\n", "Priority: 990\n")),
    "another listener of web": good(
        INDEX,
        (
            "Listener: !GetAtt Edge.Outputs.Listener\n        Version: !Ref WebVersion",
            "Listener: !GetAtt Edge.Outputs.OtherListener\n        Version: !Ref WebVersion",
        ),
    ),
    "another name of web's service": good(
        WEB, ('ServiceName: !Sub "web-', 'ServiceName: !Sub "www-')
    ),
    "a path beside web's host": good(
        WEB,
        (
            "      Conditions:\n",
            "      Conditions:\n        - { Field: path-pattern, Values: [/a*] }\n",
        ),
    ),
    "the search service": Alteration(
        file=INDEX,
        edits=(
            ("Resources:\n", SEARCH_STACK),
            ("  WebVersion:\n", "  SearchVersion:\n    Type: String\n  WebVersion:\n"),
        ),
        files={SEARCH: (FILES / "search.yaml").read_text()},
    ),
    "web's rule far from all others": good(WEB, ("Priority: 1000\n", "Priority: 30000\n")),
    "api's rule far from all others": good(API, ('"Priority": 1020', '"Priority": 31000')),
    "search's rule far from all others": good(SEARCH, ("Priority: 1030\n", "Priority: 32000\n")),
    # What stops previews, and nobody else.
    "only a path for web": bad(
        WEB,
        (
            HOST_CONDITION,
            "Field: path-pattern\n          Values: [/web*]",
        ),
    ),
    "a priority of web that nobody can tell": bad(
        WEB, ("Priority: 1000\n", "Priority: !Select [0, [1000]]\n")
    ),
    "a logical id like a preview's": bad(
        WEB, ("Resources:\n", "Resources:\n  Service5ACA54BA: { Type: AWS::SNS::Topic }\n")
    ),
    # What stops the infrastructure.
    "another port of web's target group": bad(WEB, ("      Port: 80\n", "      Port: 81\n")),
    "no store": bad(EDGE, (WITHOUT_STORE, "")),
    "another store": bad(EDGE, ("company-store-", "company-shop-")),
    "a default for the password": bad(
        INDEX, ("    NoEcho: true\n", "    NoEcho: true\n    Default: secret\n")
    ),
    "a URL that cannot be evaluated": bad(
        INDEX, (INDEX_URL, INDEX_URL.replace("!Sub", "!Select\n        - 0\n        - - !Sub"))
    ),
    "a priority that web holds": bad(API, ('"Priority": 1020', '"Priority": 1000')),
    "a priority among the previews'": bad(API, ('"Priority": 1020', '"Priority": 1001')),
    "a parameter without a value": bad(
        INDEX, ("Resources:\n", "  Missing:\n    Type: String\n\nResources:\n")
    ),
    "no parameter for jobs": bad(
        INDEX, ("  JobsVersion:\n    Type: String\n", ""), ("!Ref JobsVersion", "v1")
    ),
    "an invalid template": bad(WEB, ("Resources:\n", "Resources: [\n")),
    "too many outputs": bad(JOBS, ("Resources:\n", MANY_OUTPUTS[1:] + "\nResources:\n")),
    "a macro that nobody knows": bad(JOBS, ("Resources:\n", "Transform: Unknown\n\nResources:\n")),
    "a name that is taken": bad(JOBS, ("Resources:\n", TAKEN)),
    NOTHING: bad(INDEX),
    "a second service of web": bad(WEB, ("Resources:\n", SECOND_WEB)),
}
"""By name. What cannot be put in place is `bad`."""


@cache
def base() -> Mapping[str, str]:
    """Return the company's first templates by path."""
    return {
        path: (FILES / path.partition("/")[2]).read_text() for path in (INDEX, EDGE, WEB, API, JOBS)
    }


@cache
def templates(commit: Commit) -> Mapping[str, str]:
    """Return the templates with these alterations; of each, as much as there is a text for."""
    if NOTHING in commit:
        return {"README.md": ""}
    texts = dict(base())
    for name, alteration in ALTERATIONS.items():
        if name in commit:
            texts |= alteration.files
            if alteration.file in texts:
                texts[alteration.file] = _edited(texts[alteration.file], alteration)
    return texts


def fits(name: str, commit: Commit) -> bool:
    """Tell whether an alteration can be made beside those of a commit."""
    text = templates(commit - {NOTHING}).get(ALTERATIONS[name].file, "")
    return all(text.count(old) == 1 for old, _ in ALTERATIONS[name].edits)


def _edited(text: str, alteration: Alteration) -> str:
    for old, new in alteration.edits:
        text = text.replace(old, new, 1)
    return text
