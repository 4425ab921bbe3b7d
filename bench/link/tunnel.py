#!/usr/bin/env python3
"""A link between two network namespaces, with a delay, a rate and a cut: what netem does, where the kernel has none.

Two TUN devices, one in each namespace; every packet one of them sends is given to the other when its time has come, so
that TCP on both sides behaves as over a real line: handshakes, slow start, lost packets sent again.

Arguments: namespace of the near end, of the far end, their addresses. Commands on stdin, one per line, each answered by
one line on stdout: `delay MS` (one way), `rate MBIT` (each way, 0 without limit), `down`, `up`, `bytes` (answer: bytes
carried to the far end, from it). The end of stdin ends it; the devices go with it.
"""
import collections
import fcntl
import os
import select
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x1, 0x1000
# What waits longer than this for a slow line is lost, as in a router with a full queue.
LONGEST_QUEUE_S = 0.5
# Packets read at one go: enough to keep up, few enough that none is late for it.
BURST = 64


def device(name, namespace, address, peer):
    tun = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack('16sH22x', name.encode(), IFF_TUN | IFF_NO_PI))
    for command in (
        ['ip', 'link', 'set', name, 'netns', namespace],
        ['ip', '-n', namespace, 'addr', 'add', address, 'peer', peer, 'dev', name],
        ['ip', '-n', namespace, 'link', 'set', name, 'mtu', '1500', 'txqueuelen', '10000', 'up'],
        ['ip', '-n', namespace, 'link', 'set', 'lo', 'up'],
    ):
        subprocess.check_call(command)
    return tun


near_space, far_space, near_address, far_address = sys.argv[1:5]
near = device(f'opsn{os.getpid()}', near_space, near_address, far_address)
far = device(f'opsf{os.getpid()}', far_space, far_address, near_address)
print('ready', flush=True)

other = {near: far, far: near}
queued = {near: collections.deque(), far: collections.deque()}
free_at = {near: 0.0, far: 0.0}
carried = {near: 0, far: 0}
delay_s, bytes_per_s, down = 0.0, 0.0, False


def obey(line):
    """Returns the answer to a command."""
    global delay_s, bytes_per_s, down
    word, *values = line.split()
    if word == 'delay':
        delay_s = float(values[0]) / 1e3
    elif word == 'rate':
        bytes_per_s = float(values[0]) * 1e6 / 8
    elif word in ('down', 'up'):
        down = word == 'down'
    elif word == 'bytes':
        return f'{carried[near]} {carried[far]}'
    return 'done'


def take(tun, packet):
    """Puts a packet on its way, or loses it."""
    if down:
        return
    now = time.monotonic()
    leaves = now
    if bytes_per_s:
        leaves = max(now, free_at[tun])
        if leaves - now > LONGEST_QUEUE_S:
            return
        leaves += len(packet) / bytes_per_s
        free_at[tun] = leaves
    carried[tun] += len(packet)
    queued[tun].append((leaves + delay_s, packet))


def deliver(tun):
    """Hands over what has arrived; returns the seconds until the next packet does, or None."""
    packets = queued[tun]
    while packets and packets[0][0] <= time.monotonic():
        try:
            os.write(other[tun], packets.popleft()[1])
        except BlockingIOError:
            pass  # lost: the receiver's queue is full
    return max(0.0, packets[0][0] - time.monotonic()) if packets else None


while True:
    waits = [wait for wait in (deliver(near), deliver(far)) if wait is not None]
    readable, _, _ = select.select([near, far, 0], [], [], min(waits) if waits else None)
    for source in readable:
        if source == 0:
            line = sys.stdin.readline()
            if not line:
                sys.exit(0)
            print(obey(line), flush=True)
            continue
        for _ in range(BURST):
            try:
                take(source, os.read(source, 2048))
            except BlockingIOError:
                break
