package diag

// Codes about links and images: what they say to people, and links to other
// hosts, which candor check --external asks.
const (
	ExternalBroken    Code = "external-broken"
	ExternalMoved     Code = "external-moved"
	ExternalUnreached Code = "external-unreached"
	LinkEmpty         Code = "link-empty"
	LinkVague         Code = "link-vague"
	LinkBare          Code = "link-bare"
	LinkInsecure      Code = "link-insecure"
	ImageAlt          Code = "image-alt"
)

var linkCodes = []Info{
	{ExternalBroken, "a link to another host is broken", "The host says that it has no such page, or does not exist any more. Correct the address or remove the link."},
	{ExternalMoved, "the target of a link has moved for good", "The old address redirects for now. Write the new one before it ends."},
	{ExternalUnreached, "a link to another host could not be checked", "The host was not reached, was too busy, or refuses to answer checks. That says nothing about the link."},
	{LinkEmpty, "a link has no words", "Nobody sees it, and screen readers read out its address. Write what it leads to."},
	{LinkVague, "the words of a link do not say where it leads", "Screen readers list links without the sentence around them. Name what the link leads to."},
	{LinkBare, "an address has no scheme", "Browsers and other programs take it as http:. Write https:// before it."},
	{LinkInsecure, "a link goes by http: to a host that speaks https:", "Whoever sits between reads and changes what is sent. Write https:."},
	{ImageAlt, "an image has no alternative text that says what it shows", "Those who do not see the image learn nothing of it. Describe it, or say that it only decorates."},
}
