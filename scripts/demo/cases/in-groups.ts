const together = 8

/** Works on a few of a list at a time, in its order; answers what each gave. */
export const inGroups = async <One, Made>(list: One[], work: (one: One, place: number) => Promise<Made>) => {
  const made: Made[] = []
  for (let at = 0; at < list.length; at += together)
    made.push(...(await Promise.all(list.slice(at, at + together).map((one, n) => work(one, at + n)))))
  return made
}
