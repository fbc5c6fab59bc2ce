"""Certificates that the development scripts never make: of a stranger's authority, of an unknown
role, of nobody in particular."""

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """Signs with a key of its own, or with the one in a directory of deploy/certificates."""

    def __init__(self, directory: Path | None = None):
        if directory:
            key = (directory / "ca.key").read_bytes()
            self._key = serialization.load_pem_private_key(key, None)
            self.certificate = x509.load_pem_x509_certificate((directory / "ca.pem").read_bytes())
            return
        self._key = ec.generate_private_key(ec.SECP256R1())
        name = _name("Nobody's authority")
        self.certificate = (
            self._builder(name, name, self._key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )

    def issue(self, uri: str | None, days: int = 1) -> tuple[bytes, bytes]:
        """The key and the certificate, in PEM, of a client that calls itself `uri`."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = self._builder(_name("client"), self.certificate.subject, key, days)
        if uri:
            names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(uri)])
            builder = builder.add_extension(names, critical=False)
        usage = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.CLIENT_AUTH])
        certificate = builder.add_extension(usage, critical=False).sign(self._key, hashes.SHA256())
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return pem, certificate.public_bytes(serialization.Encoding.PEM)

    @staticmethod
    def _builder(subject, issuer, key, days=1):
        end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(end - datetime.timedelta(days=2))
            .not_valid_after(end)
        )
