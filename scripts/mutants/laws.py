"""Where the laws are that catch mutants."""

from __future__ import annotations

HISTORIES = "tests/core/test_planner_histories.py"
FAILURES = "tests/core/test_planner_failures.py"
UNREAD = "tests/core/test_planner_unread.py"
CLOSING = "tests/core/test_planner_closing.py"
REPEATABLE = "tests/core/test_planner_repeatable.py"

PRIORITY = "tests/core/test_priority.py"
WANTED = "tests/core/test_wanted.py"
GATE = "tests/core/test_gate.py"
HASHING = "tests/core/test_hashing.py"
REACH = "tests/core/test_reach.py"
FREEZE = "tests/core/test_freeze.py"
IMAGE = "tests/core/test_image.py"
ARTIFACT_LAWS = "tests/core/policy/test_artifact_laws.py"
STACK_LAWS = "tests/core/policy/test_stack_laws.py"
PREVIEW_LAWS = "tests/core/policy/test_preview_laws.py"
ALLOTMENT = "tests/core/test_allotment.py"
PRIORITIES = "tests/core/stack/test_priority_policy.py"
PREVIEW_POLICY = "tests/core/policy/test_preview.py"

PARAMETERS = "tests/core/test_parameter.py"
OPERATION = "tests/core/test_operation.py"
CAPACITY = "tests/core/stack/test_capacity_policy.py"
EVIDENCE = "tests/core/apply/test_evidence.py"
SETTLED = "tests/core/apply/test_settled.py"

STATEFUL = "tests/core/stack/test_stateful_policy.py"
TEMPLATE_URLS = "tests/core/stack/test_template_url_policy.py"
CUSTOM_NAMES = "tests/core/stack/test_custom_name_policy.py"
CAPABILITIES = "tests/core/stack/test_capability.py"
RUNNING = "tests/core/test_running.py"
DUE = "tests/core/apply/test_due.py"
TELLING = "tests/core/test_telling.py"
ORPHANS = "tests/core/test_orphan.py"

EXPAND = "tests/core/template/test_expand_properties.py"
ENDINGS = "tests/core/template/test_ending_properties.py"
IMAGE_TEXT = "tests/core/template/test_image_text.py"
UNFOLD = "tests/core/stack/test_unfold.py"
REWRITE = "tests/core/stack/test_rewrite.py"

CAUSE = "tests/core/apply/test_cause.py"
OUTCOMES = "tests/core/apply/test_outcomes.py"
STALE = "tests/core/apply/test_stale.py"
SUSPECT = "tests/core/apply/test_suspect.py"

PAGES = "tests/adapters/aws/test_call.py"
WHOLE = "tests/core/gather/test_whole.py"

ACME = "tests/sandbox/acme"

CRASHES = (
    f"{ACME}/test_crashes.py::test_cut_off_at_a_call",
    f"{ACME}/test_crashes.py::test_an_answer_that_is_lost_changes_nothing",
)
"""Laws without Hypothesis: whatever call a writer dies at, the next one completes its work."""

WRITERS = (
    "tests/adapters/test_lease.py::test_no_two_have_the_lease_at_once",
    "tests/adapters/test_lease.py::test_of_several_contenders_one_gets_a_free_lease",
    f"{ACME}/test_apply_writers.py::test_of_several_appliers_one_writes_and_the_others_name_it",
)
"""Laws without Hypothesis: however many writers there are, one writes."""

STATUSES = (
    "tests/core/policy/test_stack_laws.py::test_every_status_of_a_stack_allows_holds_or_denies",
)
"""Laws without Hypothesis: each status that CloudFormation has."""
