"""An event file by TensorBoard's own writer: writes events.json (the records' bytes in base64).

pip install tensorboard numpy; python make_events.py
"""
import base64
import io
import json
from pathlib import Path

from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

events = [
    Event(wall_time=1700000000.25, step=0, file_version="brain.Event:2"),
    Event(
        wall_time=1700000001.5,
        step=40,
        summary=Summary(
            value=[
                Summary.Value(tag="accuracy/top1", simple_value=0.9125),
                Summary.Value(tag="loss/total", simple_value=1.75),
            ]
        ),
    ),
    Event(wall_time=1700000002.0, step=41, session_log=SessionLog(status=SessionLog.START)),
    Event(
        wall_time=1700000003.0,
        step=300,
        summary=Summary(value=[Summary.Value(tag="loss/total", simple_value=0.0)]),
    ),
]
stream = io.BytesIO()
writer = RecordWriter(stream)
for event in events:
    writer.write(event.SerializeToString())
Path(__file__).with_name("events.json").write_text(
    json.dumps({"file": base64.b64encode(stream.getvalue()).decode()}) + "\n"
)
