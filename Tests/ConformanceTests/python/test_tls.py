"""TLS as every port offers it: 1.3, 1.2 with AEAD suites, and HTTP/2 agreed by ALPN or nothing."""

import socket
import ssl
import warnings

import pytest

AEAD_SUITES = {
    "aes": "ECDHE-ECDSA-AES128-GCM-SHA256",
    "chacha": "ECDHE-ECDSA-CHACHA20-POLY1305",
}


def greeting(peer, version, suites="DEFAULT", protocols=("h2",)) -> tuple:
    """What was agreed, and the kind of the server's first frame."""
    context = ssl.create_default_context(cafile=str(peer.ca_path))
    context.load_cert_chain(str(peer.client_certificate_path), str(peer.client_key_path))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Old versions are what is tried.
        context.minimum_version = context.maximum_version = version
    # Level 0 lets this side offer what the server is to refuse.
    context.set_ciphers(f"{suites}:@SECLEVEL=0")
    if protocols:
        context.set_alpn_protocols(list(protocols))
    plain = socket.create_connection(("127.0.0.1", peer.port), timeout=20)
    with plain, context.wrap_socket(plain, server_hostname="localhost") as secured:
        head = secured.recv(9)
        return secured.version(), secured.selected_alpn_protocol(), head[3:4]


def test_tls_1_3(peer):
    assert greeting(peer, ssl.TLSVersion.TLSv1_3) == ("TLSv1.3", "h2", b"\4")


@pytest.mark.parametrize("suite", AEAD_SUITES)
def test_tls_1_2_with_an_aead_suite(peer, suite):
    agreed = greeting(peer, ssl.TLSVersion.TLSv1_2, AEAD_SUITES[suite])
    assert agreed == ("TLSv1.2", "h2", b"\4")


@pytest.mark.parametrize("version", ["TLSv1", "TLSv1_1"])
def test_older_versions_are_refused(peer, version):
    with pytest.raises(ssl.SSLError, match="(?i)protocol.version"):
        greeting(peer, ssl.TLSVersion[version], "ALL")


@pytest.mark.parametrize("suite", [
    "ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES128-SHA256", "AES128-GCM-SHA256",
])
def test_tls_1_2_without_aead_or_without_forward_secrecy_is_refused(peer, suite):
    with pytest.raises(ssl.SSLError, match="(?i)handshake.failure"):
        greeting(peer, ssl.TLSVersion.TLSv1_2, suite)


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
@pytest.mark.parametrize("protocols", [("http/1.1",), ("h", "h2c", "h2x")])
def test_a_client_that_does_not_offer_h2_is_refused(peer, version, protocols):
    with pytest.raises(ssl.SSLError, match="(?i)no.application.protocol"):
        greeting(peer, ssl.TLSVersion[version], protocols=protocols)


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_a_client_without_alpn_hears_no_frame(peer, version):
    assert greeting(peer, ssl.TLSVersion[version], protocols=())[1:] == (None, b"")


def test_h2_is_found_among_others(peer):
    offered = ("http/1.1", "h2x", "h2", "h3")
    assert greeting(peer, ssl.TLSVersion.TLSv1_3, protocols=offered)[1] == "h2"
