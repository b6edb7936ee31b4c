"""A small server made with bovine: one person, who does what a test tells her over `/control`.

    python peer.py --scheme cavage|rfc9421

It prints one line of JSON with its addresses when it listens, and ends with its standard input.
Documents, WebFinger and draft-cavage signatures are bovine's, signatures by RFC 9421 those of
http-message-signatures. What is delivered in the other scheme than the chosen one is answered with 401,
so that whoever is heard has spoken in the right one.
"""

import argparse
import asyncio
import itertools
import json
import socket
import sys
import traceback
from types import SimpleNamespace

import aiohttp
import http_sf
from aiohttp import web
from bovine.activitystreams import Actor, OrderedCollection, factories_for_actor_object
from bovine.activitystreams.object_factory import Object
from bovine.clients.lookup_account import lookup_with_webfinger
from bovine.clients.signed_http import SignedHttpClient
from bovine.crypto import generate_rsa_public_private_key
from bovine.crypto.signature_checker import SignatureChecker
from bovine.crypto.types import CryptographicIdentifier
from bovine.models import JrdData
from bovine.utils import webfinger_response_json
from http_message_signatures import (
    HTTPMessageSigner,
    HTTPMessageVerifier,
    MappingKeyResolver,
    algorithms,
)

NAME = "paula"
JSON = "application/activity+json"
RFC9421 = "https://datatracker.ietf.org/doc/html/rfc9421"
TARGET = ("@method", "@target-uri")


class ThisMachine(aiohttp.ThreadedResolver):
    """Not every system knows that names under `localhost` are this machine."""

    async def resolve(self, host, port=0, family=socket.AF_INET):
        return await super().resolve("127.0.0.1", port, family)


def scheme_of(headers):
    return "rfc9421" if "signature-input" in headers else "cavage"


class Peer:
    def __init__(self, scheme, port):
        self.scheme = scheme
        self.origin = f"http://bovine.localhost:{port}"
        self.host = f"bovine.localhost:{port}"
        self.numbers = itertools.count(1)
        self.received, self.refused, self.delivered = [], 0, []
        self.things, self.group, self.following = {}, None, None
        self.inboxes = {}
        public, self.private = generate_rsa_public_private_key()
        me = f"{self.origin}/people/{NAME}"
        self.key_id = f"{me}#key"
        self.actor = Actor(
            id=me,
            name="Paula of the other house",
            preferred_username=NAME,
            inbox=f"{me}/inbox",
            outbox=f"{me}/outbox",
            public_key=public,
            public_key_name="key",
            properties=self.implements(),
        ).build()
        self.does, self.makes = factories_for_actor_object(self.actor, self.fresh)

    def implements(self):
        """Says which signatures are read here, where it is not the usual one (FEP-844e)."""
        if self.scheme != "rfc9421":
            return {}
        reads = {"href": RFC9421, "name": "RFC-9421: HTTP Message Signatures"}
        return {"generator": {"type": "Application", "implements": [reads]}}

    def fresh(self):
        return f"{self.origin}/things/{next(self.numbers)}"

    async def start(self):
        connector = aiohttp.TCPConnector(resolver=ThisMachine())
        self.session = aiohttp.ClientSession(connector=connector)
        self.cavage = SignedHttpClient(self.session, self.key_id, self.private)
        key = self.private.encode()
        self.signer = HTTPMessageSigner(
            signature_algorithm=algorithms.RSA_V1_5_SHA256,
            key_resolver=MappingKeyResolver(public_keys={}, private_keys={self.key_id: key}),
        )

    # Out.

    async def get(self, url):
        if self.scheme == "cavage":
            answer = await self.cavage.get(url)
        else:
            headers = self.signed("GET", url, {"Accept": JSON})
            answer = await self.session.get(url, headers=headers)
        if answer.status != 200:
            raise ValueError(f"{url} is answered with {answer.status}: {await answer.text()}")
        return await answer.json(content_type=None)

    async def post(self, url, activity):
        body = json.dumps(activity)
        if self.scheme == "cavage":
            answer = await self.cavage.post(url, body)
        else:
            headers = self.signed("POST", url, {"Content-Type": JSON}, body.encode())
            answer = await self.session.post(url, data=body.encode(), headers=headers)
        self.delivered.append({"to": url, "scheme": self.scheme, "status": answer.status})
        if answer.status >= 300:
            raise ValueError(f"{url} answers {answer.status}: {await answer.text()}")

    def signed(self, method, url, headers, body=None):
        message = SimpleNamespace(method=method, url=url, headers=headers)
        self.signer.sign(message, key_id=self.key_id, covered_component_ids=TARGET, body=body)
        return message.headers

    async def find(self, what):
        """Somebody or something by its address or, with an @ in it, by WebFinger."""
        if "@" in what:
            url = f"http://{what.split('@')[1]}/.well-known/webfinger"
            what = await lookup_with_webfinger(self.session, url, {"resource": f"acct:{what}"})
        return await self.get(what)

    async def send(self, activity):
        """Delivers to the community and to everybody who follows."""
        for inbox in {self.group["inbox"], *self.inboxes.values()}:
            await self.post(inbox, activity)

    # In.

    async def key(self, key_id):
        document = await self.get(key_id.partition("#")[0])
        public = document["publicKey"]
        if public["id"] != key_id:
            raise ValueError(f"{key_id} is no key of {document['id']}")
        return CryptographicIdentifier.from_public_key(public)

    async def verified(self, request, body):
        """Whoever signed the request; nobody where it was not signed well."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        url = f"{self.origin}{request.rel_url}"
        if scheme_of(headers) != self.scheme:
            return None
        if self.scheme == "cavage":

            async def content():
                return body

            checker = SignatureChecker(self.key)
            return await checker.validate_signature(request.method, url, headers, content)
        inputs = http_sf.parse(headers["signature-input"].encode(), tltype="dictionary")
        [(_, parameters)] = inputs.values()
        owner = await self.key(parameters["keyid"])
        verifier = HTTPMessageVerifier(
            signature_algorithm=algorithms.RSA_V1_5_SHA256,
            key_resolver=MappingKeyResolver(
                public_keys={parameters["keyid"]: owner.public_key}, private_keys={}
            ),
        )
        message = SimpleNamespace(method=request.method, url=url, headers=headers)
        verifier.verify(message, body=body, require_components=TARGET)
        return owner.controller

    async def inbox(self, request):
        body = await request.read()
        activity = json.loads(body)
        try:
            signer = await self.verified(request, body)
        except Exception:
            traceback.print_exc()
            signer = None
        if signer is None or signer != activity["actor"]:
            self.refused += 1
            return web.Response(status=401, text=f"sign with {self.scheme}")
        self.received.append(described(activity))
        if activity["type"] == "Follow":
            follower = await self.get(signer)
            self.inboxes[signer] = follower["inbox"]
            await self.post(follower["inbox"], self.does.accept(activity).build())
        return web.Response(status=202)

    async def webfinger(self, request):
        if request.query.get("resource") != f"acct:{NAME}@{self.host}":
            raise web.HTTPNotFound
        answer = webfinger_response_json(f"acct:{NAME}@{self.host}", self.actor["id"])
        return web.json_response(answer, content_type="application/jrd+json")

    async def document(self, request):
        url = f"{self.origin}{request.path}"
        known = {**self.things, self.actor["id"]: self.actor}
        known[self.actor["outbox"]] = OrderedCollection(id=self.actor["outbox"], count=0).build()
        if url not in known:
            raise web.HTTPNotFound
        gone = known[url]["type"] == "Tombstone"
        return web.json_response(known[url], content_type=JSON, status=410 if gone else 200)

    # What the test asks for.

    async def control(self, request):
        deed = request.match_info["deed"]
        if deed == "log":
            log = {"received": self.received, "refused": self.refused, "delivered": self.delivered}
            return web.json_response(log)
        try:
            answer = await getattr(self, f"do_{deed}")(**await request.json())
            return web.json_response(answer)
        except Exception:
            return web.json_response({"error": traceback.format_exc()}, status=500)

    async def do_follow(self, acct):
        self.group = await self.find(acct)
        self.following = self.does.follow(self.group["id"]).build()
        await self.send(self.following)
        return {"id": self.group["id"], "type": self.group["type"]}

    async def do_unfollow(self):
        await self.send(self.does.undo(self.following).build())
        return {}

    async def do_fetch(self, id):
        return described(await self.find(id))

    async def do_write(self, content, to=None):
        note = self.makes.note(content=content, in_reply_to=to, cc={self.group["id"]}).as_public()
        return await self.tell(self.does.create, note.build())

    async def do_edit(self, id, content):
        return await self.tell(self.does.update, {**self.things[id], "content": content})

    async def do_delete(self, id):
        self.things[id] = Object(type="Tombstone", id=id).build()
        await self.send(self.does.delete(id, cc={self.group["id"]}).as_public().build())
        return {"id": id}

    async def do_like(self, id):
        like = self.does.like(id, cc={self.group["id"]}).as_public().build()
        await self.send(like)
        return {"id": like["id"]}

    async def tell(self, deed, thing):
        self.things[thing["id"]] = thing
        await self.send(deed(thing).build())
        return {"id": thing["id"]}


def described(thing):
    """The parts of an activity or thing that a test asks about, with what is inside."""
    inside = thing.get("object")
    return {
        "type": thing["type"],
        "id": thing["id"],
        "actor": thing.get("actor"),
        "name": thing.get("name"),
        "content": thing.get("content"),
        "replyTo": thing.get("inReplyTo"),
        "object": described(inside) if isinstance(inside, dict) else inside,
    }


async def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--scheme", choices=["cavage", "rfc9421"], default="cavage")
    door = socket.create_server(("127.0.0.1", 0))
    port = door.getsockname()[1]
    peer = Peer(arguments.parse_args().scheme, port)
    await peer.start()
    app = web.Application()
    app.router.add_get("/.well-known/webfinger", peer.webfinger)
    app.router.add_route("*", "/control/{deed}", peer.control)
    app.router.add_post("/people/{name}/inbox", peer.inbox)
    app.router.add_get("/{path:.*}", peer.document)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.SockSite(runner, door).start()
    control = f"http://127.0.0.1:{port}/control"
    addresses = {"actor": peer.actor["id"], "acct": f"{NAME}@{peer.host}", "control": control}
    print(json.dumps(addresses), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()
    await peer.session.close()


asyncio.run(main())
