package cli

// causalMap is a list of links that the help's examples name.
const causalMap = `from,to,sign,low,high,uncertain
payoff,cooperation,-,0.2,0.8,
threats,cooperation,+,,,
threats,payoff,-,,,yes
`
