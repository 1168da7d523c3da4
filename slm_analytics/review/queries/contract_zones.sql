-- The zones of the files, those of most tickets first.
SELECT zone
FROM load
WHERE contract = 'tickets'
GROUP BY zone
ORDER BY sum(tickets) DESC, zone
