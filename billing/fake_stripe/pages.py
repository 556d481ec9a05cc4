"""The fake's pages for people: checkout, customer portal, an invoice. Plain HTML, no scripts."""

from datetime import UTC, datetime
from html import escape

from billing.fake_stripe.world import Row, World

_STYLE = (
    "body{font:16px/1.5 system-ui;max-width:34rem;margin:10vh auto;padding:0 1rem;color:#1c1c28}"
    "button,a.button{font:inherit;display:inline-block;padding:.6rem 1rem;border:1px solid #8884;border-radius:6px;"
    "background:#fff;color:inherit;text-decoration:none;cursor:pointer;margin:.3rem .4rem .3rem 0}"
    "button.main{background:#4b3fd6;color:#fff;border-color:#4b3fd6}"
    ".note{background:#fff4d6;border:1px solid #e0b84c;padding:.6rem .8rem;border-radius:6px}"
    ".bad{background:#fde7e7;border-color:#d66}table{width:100%;border-collapse:collapse}td{padding:.3rem 0}"
)


def checkout(world: World, session: Row, *, declined: bool = False) -> str:
    """Pay, or have the card declined."""
    prices = [world.get("price", price_id) for price_id in session["price_ids"]]
    lines = "".join(f"<tr><td>{escape(_name(world, price))}</td><td>{_price(price)}</td></tr>" for price in prices)
    trial = f"<p>Free for {session['trial_days']} days.</p>" if session["trial_days"] else ""
    complaint = '<p class="note bad" role="alert">Your card was declined.</p>' if declined else ""
    return _page(
        "Checkout",
        f"{complaint}<table>{lines}</table>{trial}"
        '<form method="post"><button class="main" name="card" value="ok">Pay and subscribe</button>'
        '<button name="card" value="declined">Pay with a card that is declined</button></form>'
        f'<a class="button" href="{escape(session["cancel_url"])}">Back</a>',
    )


def portal(world: World, session: Row) -> str:
    """What is subscribed, the invoices, a new card, cancel and resume."""
    customer = session["customer"]
    subscriptions = "".join(_subscription(world, row) for row in world.find("subscription", customer=customer))
    invoices = "".join(
        f'<tr><td><a href="/invoices/{row["id"]}">{row["number"]}</a></td><td>{row["status"]}</td>'
        f"<td>{row['total'] / 100:.2f} EUR</td></tr>"
        for row in world.find("invoice", customer=customer)
    )
    cards = (
        '<form method="post"><button name="card" value="ok">Use a card that pays</button>'
        '<button name="card" value="declined">Use a card that is declined</button></form>'
    )
    back = f'<a class="button" href="{escape(session["return_url"])}">Back to the product</a>'
    return _page("Billing portal", f"{subscriptions}{cards}<h2>Invoices</h2><table>{invoices}</table>{back}")


def invoice(row: Row) -> str:
    return _page("Invoice", f"<p>{row['number']}: {row['total'] / 100:.2f} EUR, {row['status']}</p>")


def _subscription(world: World, row: Row) -> str:
    item = row["items"]["data"][0]
    until = datetime.fromtimestamp(item["current_period_end"], UTC).date()
    action = ""
    if row["status"] in ("active", "trialing", "past_due"):
        word, value = ("Resume", "resume") if row["cancel_at_period_end"] else ("Cancel the subscription", "cancel")
        action = f'<form method="post"><button name="{value}" value="{row["id"]}">{word}</button></form>'
    ends = ", ends then" if row["cancel_at_period_end"] else ""
    return f"<p>{escape(_name(world, item['price']))}: {row['status']}, until {until}{ends}</p>{action}"


def _name(world: World, price: Row) -> str:
    name = str(world.get("product", price["product"])["name"])
    return f"{name}, each parse beyond the quota" if world.is_metered(price["id"]) else name


def _price(price: Row) -> str:
    return f"{float(price['unit_amount_decimal']) / 100:.2f} EUR"


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title} (fake)</title>'
        f'<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><style>{_STYLE}</style>'
        f'<p class="note">This is a fake Stripe. Nothing is paid.</p><h1>{title}</h1>{body}</html>'
    )
