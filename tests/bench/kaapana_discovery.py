"""Discovers containers and charts with the build tool of a checkout of Kaapana, and builds nothing."""

import sys
import tempfile
from pathlib import Path
from time import time

checkout = Path(sys.argv[1])
sys.path.insert(0, str(checkout / "build-scripts"))

from build_helper.build import BuildConfig, BuildState  # noqa: E402
from build_helper.container import ContainerHelper  # noqa: E402
from build_helper.helm import HelmChartHelper  # noqa: E402
from build_helper.utils.logger import init_logger  # noqa: E402

with tempfile.TemporaryDirectory() as build:
    init_logger(Path(build), log_level="ERROR")
    config = BuildConfig(
        default_registry="registry.example/kaapana",
        registry_username="",
        registry_password="",
        include_credentials=False,
        build_dir=Path(build),
        kaapana_dir=checkout,
        container_engine="docker",
        exit_on_error=True,
        log_level="ERROR",
        enable_linting=False,
        parallel_processes=2,
        build_only=True,
        http_proxy="",
        push_to_microk8s=False,
        create_offline_installation=False,
        platform_filter="kaapana-admin-chart",
        build_ignore_patterns=["templates_and_examples", "ci", "lib/task_api"],
        vulnerability_scan=False,
        vulnerability_severity_level=["CRITICAL"],
        configuration_check=False,
        configuration_check_severity_level=["CRITICAL"],
        enable_image_stats=False,
        create_sboms=False,
    )
    state = BuildState(started_at=time())
    ContainerHelper.init(build_config=config, build_state=state)
    HelmChartHelper.init(build_config=config, build_state=state)
    ContainerHelper.collect_containers()
    ContainerHelper.resolve_base_images_into_container()
    HelmChartHelper.collect_charts()
    HelmChartHelper.resolve_chart_dependencies()
    HelmChartHelper.resolve_kaapana_collections()
    HelmChartHelper.resolve_preinstall_extensions()
    found = len(state.containers_available), len(state.charts_available)

print(f"\n{found[0]} containers {found[1]} charts")
