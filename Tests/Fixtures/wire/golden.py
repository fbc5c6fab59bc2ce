#!/usr/bin/env python3
"""Makes golden.json and descriptors.json from Protos/ with protoc; run it after a change there.

For every message: texts in protobuf's text format with every field set (once per member of a
oneof), the bytes that protoc encodes them to, and their JSON as Python's protobuf prints it.
Values come from a hash of the field's name, so that they stay when other fields come and go.
"""

import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf import text_format

HERE = Path(__file__).resolve().parent
PROTOS = HERE.parents[2] / "Protos"
DEPTH_MAX = 6
# Where readers go wrong: varints of each length, both signs, both ends.
UNSIGNED = [1, 127, 128, 16_383, 16_384, 2**21, 2**28, 2**32 - 1]
LONG = [2**35, 2**42, 2**49, 2**56, 2**63 - 1]
TEXTS = ["a", "order:17", "积分 µpt", 'quote " and \\ and \n', "🐳" * 3, "x" * 130]


def chosen(key: str, values: list):
    return values[hashlib.sha256(key.encode()).digest()[0] % len(values)]


def scalar(field, key: str):
    kind = field.type
    if kind == field.TYPE_BOOL:
        return True
    if kind == field.TYPE_UINT32:
        return chosen(key, UNSIGNED)
    if kind == field.TYPE_UINT64:
        return chosen(key, UNSIGNED + LONG + [2**64 - 1])
    if kind == field.TYPE_INT32:
        return chosen(key, [1, -1, 2**31 - 1, -(2**31)])
    if kind == field.TYPE_INT64:
        return chosen(key, UNSIGNED + LONG + [-1, -(2**31), -(2**63)])
    if kind == field.TYPE_STRING:
        return chosen(key, TEXTS)
    if kind == field.TYPE_BYTES:
        return hashlib.sha256(key.encode()).digest() * chosen(key, [1, 5])
    if kind == field.TYPE_ENUM:
        return chosen(key, [value.number for value in field.enum_type.values][1:])
    raise ValueError(f"{field.full_name}: a type that the tables do not have")


def fill(message, seed: str, member: int, depth: int) -> None:
    """Sets every field; of a oneof the member of that index, counted around."""
    for field in message.DESCRIPTOR.fields:
        key = f"{seed}/{field.full_name}"
        oneof = field.containing_oneof
        if oneof is not None and oneof.fields[member % len(oneof.fields)] is not field:
            continue
        if field.type != field.TYPE_MESSAGE:
            if field.is_repeated:
                getattr(message, field.name).extend(scalar(field, f"{key}/{i}") for i in range(3))
            else:
                setattr(message, field.name, scalar(field, key))
        elif field.message_type.GetOptions().map_entry:
            fill_map(message, field, key, depth)
        elif depth < DEPTH_MAX:
            if field.is_repeated:
                # An empty element between full ones: two bytes that must not get lost.
                fill(getattr(message, field.name).add(), f"{key}/0", member, depth + 1)
                getattr(message, field.name).add()
                fill(getattr(message, field.name).add(), f"{key}/2", member, depth + 1)
            else:
                part = getattr(message, field.name)
                part.SetInParent()
                fill(part, key, member, depth + 1)


def fill_map(message, field, key: str, depth: int) -> None:
    entries = getattr(message, field.name)
    value = field.message_type.fields_by_name["value"]
    for name in ["", "a", "积分"]:
        if value.type == value.TYPE_MESSAGE:
            fill(entries[name], f"{key}/{name}", 0, depth + 1)
        else:
            entries[name] = scalar(value, f"{key}/{name}")


def printed(message) -> str | None:
    """None for google.protobuf.Any, whose JSON needs the types that it holds."""
    try:
        members = json_format.MessageToDict(message, always_print_fields_with_no_presence=True)
    except TypeError:
        return None
    # Sorted as protoc sorts a map's entries; Python has them in another order each time.
    return json.dumps(members, ensure_ascii=False, sort_keys=True)


def cases(kind, names: list[str]):
    members = max([len(oneof.fields) for oneof in kind.DESCRIPTOR.oneofs], default=1)
    for seed in range(max(2, members)):
        message = kind()
        fill(message, str(seed), seed, 0)
        text = text_format.MessageToString(message, as_utf8=True)
        command = ["protoc", f"-I{PROTOS}", "--deterministic_output"]
        command += [f"--encode={kind.DESCRIPTOR.full_name}", *names]
        encoded = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
        yield {
            "message": kind.DESCRIPTOR.full_name,
            "text": text,
            "hex": encoded.stdout.hex(),
            "json": printed(message),
        }
        if not kind.DESCRIPTOR.fields:
            return


def main() -> None:
    names = sorted(str(path.relative_to(PROTOS)) for path in PROTOS.rglob("*.proto"))
    with tempfile.NamedTemporaryFile() as compiled:
        command = ["protoc", f"-I{PROTOS}", "--include_imports"]
        subprocess.run([*command, f"--descriptor_set_out={compiled.name}", *names], check=True)
        files = descriptor_pb2.FileDescriptorSet.FromString(Path(compiled.name).read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    golden, descriptors = [], []
    for file in files.file:
        for message in file.message_type:
            descriptor = pool.FindMessageTypeByName(f"{file.package}.{message.name}")
            golden += cases(message_factory.GetMessageClass(descriptor), names)
        # protoc writes json_name for its plugins; files that are served do without.
        strip(file.message_type)
        descriptors.append({"file": file.name, "hex": file.SerializeToString().hex()})
    write(HERE / "golden.json", golden)
    write(HERE / "descriptors.json", descriptors)


def strip(messages) -> None:
    for message in messages:
        for field in message.field:
            field.ClearField("json_name")
        strip(message.nested_type)


def write(path: Path, rows: list) -> None:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
