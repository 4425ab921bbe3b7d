"""One night at the mountain, told through the client that observing scripts import. Says a line at each turn and waits for one."""

import sys
from datetime import datetime, timedelta, timezone

sys.path.insert(0, sys.argv[1])
from ops_db import OpsDB  # noqa: E402

OBSERVATIONS = 24
CUT, MENDED = 8, 16
FILES = 30

db = OpsDB(sys.argv[2])
evening = datetime(2026, 3, 1, 22, 0, tzinfo=timezone.utc)


def turn(word: str) -> None:
    print(word, flush=True)
    sys.stdin.readline()


def observe(number: int) -> str:
    """One observation of unit 1 to 8 with CHAI's LFA: started, its files and their package recorded, finished."""
    begin = evening + timedelta(minutes=20 * number)
    times = {"start_time": begin.isoformat(), "end_time": (begin + timedelta(minutes=15)).isoformat()}
    started = db.executed_obs_units_start(obs_unit_id=1 + number % 8, start_time=times["start_time"], mean_pwv_mm=0.4)
    execution = started["id"]
    package = db.raw_data_package_create(
        name=f"night {number}", executed_obs_unit_id=execution, instrument_module_id=5
    )["id"]
    files = [
        {
            "name": f"lfa_{number:03}_{n:03}.fits",
            "relative_path": f"night/{number:03}/{n:03}.fits",
            "source_location_id": 2,
            "instrument_module_id": 5,
            "executed_obs_unit_id": execution,
            "raw_data_package_id": package,
            "size_bytes": 1_500_000_000 + n,
        }
        for n in range(FILES)
    ]
    made = db.raw_data_files_bulk(files)
    assert made["count"] == FILES, made
    db.raw_data_package_finalize(package, size_bytes=FILES * 1_500_000_000, checksum=f"{number:016x}")
    status = "aborted" if number % 7 == 6 else "completed"
    db.executed_obs_units_finish(execution, status=status, end_time=times["end_time"])
    shown = db.executed_obs_units_by_id(execution, expand=["raw_data_packages", "raw_data_files"])
    assert shown["status"] == status and shown["raw_data_files_count"] == FILES, shown
    return package


packages = []
for number in range(OBSERVATIONS):
    if number == CUT:
        turn("cut the link")
    if number == MENDED:
        job = db.staging_jobs_create(raw_data_package_ids=packages, destination_location_id=int(sys.argv[3]), comment="quick look")
        assert job["status"] == "buffered", job
        turn("mend the link")
    packages.append(observe(number))
turn("the night is over")
