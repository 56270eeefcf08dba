"""What the worker does besides sending mails."""

from comments import periodic_tasks


def test_one_task_of_the_worker_that_fails_does_not_keep_the_others(monkeypatch, caplog):
    done = []

    def fail():
        raise RuntimeError("broken")

    monkeypatch.setattr(periodic_tasks, "TASKS", [fail, lambda: done.append(1)])
    periodic_tasks.run()
    assert done == [1]
    assert "broken" in caplog.text
