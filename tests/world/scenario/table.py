"""All situations, by the name of their folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.world.scenario import previews, releases, stack
from tests.world.world import World

Situation = Callable[[], World]

SITUATIONS: tuple[Situation, ...] = (
    previews.nothing_has_changed,
    previews.a_pull_request_is_opened,
    previews.the_image_is_not_pushed_yet,
    previews.the_oldest_of_three_pull_requests_is_closed,
    previews.a_preview_is_pushed_to,
    previews.a_preview_is_pushed_to_before_its_image,
    previews.a_fork_opens_a_pull_request,
    previews.a_pull_request_becomes_a_draft,
    previews.two_branches_share_a_hash,
    previews.the_priority_range_is_full,
    previews.another_tool_holds_the_next_priority,
    previews.a_wildcard_rule_would_swallow_the_preview,
    previews.a_json_template_gets_a_preview,
    previews.a_template_with_windows_line_endings_gets_a_preview,
    previews.most_of_twelve_previews_would_be_removed,
    releases.a_release_is_bumped,
    releases.a_branch_moves,
    releases.a_branch_is_deleted,
    releases.a_release_is_suspended,
    releases.a_release_has_no_image,
    releases.a_release_definition_is_invalid,
    releases.github_cannot_be_read,
    releases.a_failed_version_is_not_retried,
    releases.a_preview_that_failed_is_left_alone,
    releases.a_service_is_deployed_for_the_first_time,
    releases.a_new_service_has_no_image_yet,
    releases.an_override_is_changed,
    releases.a_domain_is_given,
    releases.previews_go_before_the_next_release,
    releases.another_tool_hands_over,
    stack.the_stack_is_rolling_back,
    stack.the_rollback_failed,
    stack.the_infrastructure_changes,
    stack.a_preview_leaves_and_comes_back,
    stack.a_template_cannot_be_read,
    stack.a_database_would_be_replaced,
    stack.somebody_changed_the_stack_by_hand,
    stack.somebody_changed_the_stack_by_hand_and_that_is_undone,
    stack.a_freeze_window_is_open,
    stack.everything_is_paused,
    stack.the_listener_cannot_be_read,
)

SCENARIOS: Mapping[str, Situation] = {
    situation.__name__.replace("_", "-"): situation for situation in SITUATIONS
}
